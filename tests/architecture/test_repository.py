"""What the repository must not carry: registries, paths of one machine, unpinned code."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOT_OURS = {
    ".git",
    ".venv",
    ".venv-bench",
    "var",
    "node_modules",
    "__pycache__",
    "test-results",
    ".hypothesis",
}
TEXT = {"", ".cfg", ".css", ".html", ".js", ".json", ".lock", ".md", ".py", ".svg", ".toml", ".txt"}
TEXT |= {".yaml", ".yml"}
REGISTRY = re.compile(
    r"""("resolved":\ *"https?:|^(registry|index-url|extra-index-url)\ *=|--(extra-)?index-url|"""
    r"""https?://[^\ "]*/simple(/|\b))""",
    re.MULTILINE | re.VERBOSE,
)
MACHINE = re.compile(r"""(^|[\s"'(=])/(home|root|Users|work)/[\w.-]""", re.MULTILINE)
LOCKS = sorted((ROOT / "requirements").glob("*.lock"))


def files() -> Iterator[Path]:
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        hidden = any(part.endswith("_cache") or part in NOT_OURS for part in parts)
        if path.is_file() and not hidden and path.suffix in TEXT and path != Path(__file__):
            yield path


@pytest.mark.parametrize("pattern", [REGISTRY, MACHINE], ids=["registry", "machine"])
def test_no_file_names_a_registry_or_a_machine(pattern: re.Pattern[str]) -> None:
    found = {
        str(path.relative_to(ROOT)): match.group(0).strip()
        for path in files()
        if (match := pattern.search(path.read_text(errors="replace")))
    }
    assert found == {}


def test_a_registry_would_be_noticed() -> None:
    assert REGISTRY.search("--index-url https://packages.example/simple/")
    assert REGISTRY.search('index-url = "https://packages.example/"')
    assert MACHINE.search('data = "/home/someone/easeback"')


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_locked_package_is_pinned_and_hashed(lock: Path) -> None:
    text = lock.read_text()
    packages = re.split(r"\n(?=\w)", text)
    assert len(packages) > 5
    assert [p.splitlines()[0] for p in packages if "==" not in p or "--hash=sha256:" not in p] == []
    assert "://" not in text


def test_the_development_lock_holds_all_that_the_run_lock_holds() -> None:
    run, dev = (
        set(re.findall(r"^[\w-]+==\S+", (ROOT / "requirements" / name).read_text(), re.MULTILINE))
        for name in ("run.lock", "dev.lock")
    )
    assert run
    assert run <= dev
