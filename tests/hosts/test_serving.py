"""Every host serves every class of file as the one description says."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import brotli
import pytest

from sitegen.common.paths import EDITOR
from sitegen.common.serving import (
    ALWAYS_ASK,
    CACHE,
    CHANGING,
    CLASSES,
    ENCODINGS,
    HIDDEN,
    KEEP_A_YEAR,
    SECURITY,
    TYPES,
    headers_of,
)
from tests.hosts.conftest import NEW, OLD, Host
from tests.support.asking import Answer, ask
from tests.support.servers import serving

UNPACKERS = {"br": brotli.decompress, "gzip": gzip.decompress}
FRAMED = "insluiten/rekenmachine/"
WORKER = "assets/worker/"


def files_of(host: Host) -> Iterator[tuple[str, Path]]:
    """Return every file that visitors get, with the address within the site under which they ask for it."""
    for path in sorted(host.site.rglob("*")):
        name = path.relative_to(host.site).as_posix()
        address = name.removesuffix("index.html")
        elsewhere = name.startswith(HIDDEN) or f"/{address}" == OLD or path.suffix in ENCODINGS.values()
        if path.is_file() and not elsewhere:
            yield address, path


def unlike(host: Host, name: str, said: Answer, kind: str) -> list[str]:
    """Return how an answer differs from the description."""
    expected: dict[str, str | None] = dict.fromkeys(CHANGING)
    expected |= headers_of(host.base_path + name, host.base_path) | {"Content-Type": kind}
    return [f"{name}: {key}: {said.says(key)}" for key, value in expected.items() if said.says(key) != value]


def test_every_file_comes_whole_with_its_type_caching_and_policies(host: Host) -> None:
    wrong = []
    for name, path in files_of(host):
        said = ask(host.address + name)
        wrong += unlike(host, name, said, TYPES[path.suffix])
        if (said.status, said.body, said.says("Content-Encoding")) != (200, path.read_bytes(), None):
            wrong.append(f"{name}: {said.status}")
        if path.with_name(f"{path.name}.gz").is_file() and said.says("Vary") != "Accept-Encoding":
            wrong.append(f"{name}: {said.says('Vary')}")
    assert wrong == []


def test_who_takes_a_compressed_copy_gets_the_best_there_is_and_the_same_headers(host: Host) -> None:
    wrong = []
    for accepted, encodings in (("gzip, deflate, br", ("br", "gzip")), ("gzip, deflate", ("gzip",))):
        for name, path in files_of(host):
            copies = [encoding for encoding in encodings if path.with_name(path.name + ENCODINGS[encoding]).is_file()]
            if not copies:
                continue
            said = ask(host.address + name, Accept_Encoding=accepted)
            wrong += unlike(host, name, said, TYPES[path.suffix])
            if said.says("Content-Language"):
                wrong.append(f"{name}: an ending taken for a language")
            if said.says("Content-Encoding") != copies[0] or said.says("Vary") != "Accept-Encoding":
                wrong.append(f"{name}: {said.says('Content-Encoding')}, {said.says('Vary')}")
            elif UNPACKERS[copies[0]](said.body) != path.read_bytes():
                wrong.append(f"{name}: another content")
    assert wrong == []


@pytest.mark.needs("nginx")
def test_an_nginx_with_no_module_but_its_own_sends_the_other_compressed_copy(sites: dict[str, Path]) -> None:
    with serving("stock nginx", sites["/"], sites["/"]) as origin:
        said = ask(f"{origin}/hoeveel/", Accept_Encoding="gzip, deflate, br")
    assert said.says("Content-Encoding") == "gzip"
    assert gzip.decompress(said.body) == (sites["/"] / "hoeveel" / "index.html").read_bytes()


def test_who_refuses_an_encoding_does_not_get_it(host: Host) -> None:
    said = ask(f"{host.address}hoeveel/", Accept_Encoding="br;q=0, gzip")
    assert said.says("Content-Encoding") == "gzip"


@pytest.mark.parametrize(
    "name",
    [
        "bestaat-niet/",
        "hoeveel/bestaat-niet",
        "assets/",
        "assets/weg.js",
        "assets/worker/weg.js",
        "runtime/weg.wasm",
        "insluiten/rekenmachine/weg",
        "sw",
        *HIDDEN,
        ".hosting/nginx.conf",
    ],
)
def test_what_does_not_exist_or_is_hidden_gets_the_sites_own_page(host: Host, name: str) -> None:
    said = ask(host.address + name)
    assert said.status == 404
    assert said.body == (host.site / "404.html").read_bytes()
    assert unlike(host, "404.html", said, TYPES[".html"]) == []
    assert said.says(CACHE) == ALWAYS_ASK


def test_an_old_address_leads_to_the_new_one_for_good(host: Host) -> None:
    old = host.address + OLD.removeprefix("/")
    said = ask(old)
    assert said.status == 301
    assert urlsplit(urljoin(old, said.says("Location") or "")).path == host.base_path + NEW.removeprefix("/")


def test_an_address_without_its_last_stroke_leads_to_the_page_by_the_name_that_was_asked(host: Host) -> None:
    said = ask(f"{host.address}hoeveel", Host="kmo.example.org")
    assert said.status in (301, 308)
    leads = urljoin("http://kmo.example.org/", said.says("Location") or "")
    assert leads == f"http://kmo.example.org{host.base_path}hoeveel/"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
def test_a_method_that_does_more_than_read_is_not_allowed(host: Host, method: str) -> None:
    for name in ("", "hoeveel/", "hoeveel", "bestaat-niet/", OLD.removeprefix("/"), "insluiten/hoogte.js"):
        said = ask(host.address + name, method)
        assert (said.status, said.says("Location")) == (405, None), name
        allowed = [word for word in (said.says("Allow") or "").split(", ") if word]  # Apache adds an empty list
        assert method == "TRACE" or allowed == ["GET", "HEAD"], name


@pytest.mark.parametrize("asked", ["bytes=0-9", "bytes=99999999-", "bytes=0-0,5-9"])
def test_who_asks_for_a_part_gets_the_whole_so_that_nobody_keeps_a_part_for_a_year(host: Host, asked: str) -> None:
    wasm = min(host.site.glob("runtime/*/*.wasm"))
    said = ask(host.address + wasm.relative_to(host.site).as_posix(), Range=asked)
    assert (said.status, said.body, said.says("Content-Range")) == (200, wasm.read_bytes(), None)


@pytest.mark.parametrize(
    "path",
    ["//elders.be/../hoeveel", "//elders.be/%2e%2e/hoeveel", "/\\elders.be/../hoeveel", "/%5celders.be/%2e%2e/hoeveel"],
)
def test_no_address_leads_to_another_site(host: Host, path: str) -> None:
    said = ask(f"{host.origin}{path}")
    leads = urljoin(f"{host.origin}/", (said.says("Location") or "").replace("\\", "/"))
    assert urlsplit(leads).netloc == urlsplit(host.origin).netloc


def test_head_says_what_get_says_without_the_body(host: Host) -> None:
    for name, _ in files_of(host):
        get, head = ask(host.address + name), ask(host.address + name, "HEAD")
        assert (head.status, head.body) == (200, b"")
        assert sorted((key.lower(), value) for key, value in head.headers.items() if key != "Date") == sorted(
            (key.lower(), value) for key, value in get.headers.items() if key != "Date"
        )


@pytest.mark.parametrize("accepted", ["identity", "gzip, br"])
def test_who_asks_again_for_what_did_not_change_gets_no_body(host: Host, accepted: str) -> None:
    for name in ("", "hoeveel/", "sw.js"):
        first = ask(host.address + name, Accept_Encoding=accepted)
        again = ask(host.address + name, Accept_Encoding=accepted, If_None_Match=first.says("ETag") or "")
        assert (again.status, again.body) == (304, b"")
        assert again.says(SECURITY) == first.says(SECURITY)


def test_only_what_has_its_content_in_its_address_is_kept_without_asking(host: Host) -> None:
    kept = [name for name, _ in files_of(host) if ask(host.address + name, "HEAD").says(CACHE) == KEEP_A_YEAR]
    hashed = [name for name, _ in files_of(host) if name.startswith(("assets/", "runtime/"))]
    assert kept == hashed


def test_only_the_page_made_for_it_can_be_framed_by_others(host: Host) -> None:
    open_to_all = [name for name, _ in files_of(host) if "frame-ancestors *" in policy_at(host, name)]
    closed = [name for name, _ in files_of(host) if "frame-ancestors 'none'" in policy_at(host, name)]
    assert open_to_all == [FRAMED]
    others = [name for name, _ in files_of(host) if not name.startswith(FRAMED) and not name.startswith(WORKER)]
    assert closed == others


def test_the_worker_has_a_narrower_policy_in_its_own_answer(host: Host) -> None:
    worker = next(name for name, _ in files_of(host) if name.startswith(f"{WORKER}worker."))
    rules = policy_at(host, worker).split("; ")
    assert "default-src 'none'" in rules
    assert "connect-src 'self'" in rules


def test_no_policy_lets_text_become_code(host: Host) -> None:
    for policy in {policy_at(host, name) for name, _ in files_of(host) if not name.startswith(f"{EDITOR}/")}:
        assert "require-trusted-types-for 'script'" in policy
        assert "unsafe-inline" not in policy
        assert "'unsafe-eval'" not in policy


def test_the_editor_runs_the_sites_own_files_only_and_cannot_be_framed(host: Host) -> None:
    [policy] = {policy_at(host, name) for name, _ in files_of(host) if name.startswith(f"{EDITOR}/")}
    rules = policy.split("; ")
    assert {"default-src 'self'", "frame-ancestors 'none'", "form-action 'none'"} <= {*rules}
    assert [rule for rule in rules if rule.startswith(("script-src", "worker-src", "frame-src"))] == []


def policy_at(host: Host, name: str) -> str:
    """Return the policy at an address."""
    return ask(host.address + name, "HEAD").says(SECURITY) or ""


def test_the_description_knows_every_class_by_a_file_of_the_site(host: Host) -> None:
    names = [host.base_path + name for name, _ in files_of(host)]
    for kind in CLASSES:
        assert any(re.match(kind.regex(host.base_path), name) for name in names), kind.pattern


def test_the_preview_sends_what_hosts_send_but_has_the_browser_ask_again(built_site: Path, address: str) -> None:
    worker = next(built_site.glob("assets/worker/worker.*.js"))
    for name in ("", "bereken/", "sw.js", FRAMED, worker.relative_to(built_site).as_posix()):
        said = ask(f"{address}/{name}")
        expected = headers_of(f"/{name}") | {CACHE: ALWAYS_ASK}
        assert {key: said.says(key) for key in expected} == expected
