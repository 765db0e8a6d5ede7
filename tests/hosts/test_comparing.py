"""What each kind of server sends is what was built, also where it redirects."""

from sitegen.publish.compare import compare
from tests.hosts.conftest import Host


def test_what_a_server_sends_is_what_was_built(host: Host) -> None:
    assert list(compare(host.site, host.address)) == []
