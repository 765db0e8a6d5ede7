"""The pages of the site as the tests build it."""

from sitegen.source.read import read_source
from tests.conftest import ROOT, TODAY

SOURCE = ROOT / "site_src"
PAGES = read_source(SOURCE, TODAY, strict=False, drafts=False).pages
SLUGS = [page.slug for page in PAGES]
