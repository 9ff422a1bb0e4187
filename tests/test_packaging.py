"""The built package holds what it should, nothing else, and works away from the checkout."""

import os
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# Where a folder of the checkout lands in the wheel, and which kinds of file belong there.
HOMES = {"pesagree": "pesagree", "templates": "pesagree/templates", "samples": "pesagree/samples"}
SUFFIXES = {
    "pesagree": {".py", ".typed"},
    "templates": {".css", ".html", ".md", ".rels", ".txt", ".svg", ".xml", ".yaml"},
    "samples": {".csv", ".md", ".xlsx", ".yaml"},
}
PURELIB = "import sysconfig; print(sysconfig.get_paths()['purelib'])"
DROPPINGS = {"__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache"}


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """Run a command outside the checkout's influence and give what it printed."""
    clean = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "PESAGREE_LANG", "VIRTUAL_ENV"}}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=clean | {"PYTHONUTF8": "1", "NO_COLOR": "1"} | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def files_under(folder: str) -> list[Path]:
    return [
        path.relative_to(ROOT)
        for path in sorted((ROOT / folder).rglob("*"))
        if path.is_file() and not DROPPINGS & set(path.parts)
    ]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source archive, and the wheel that was built from that archive."""
    out = tmp_path_factory.mktemp("built")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, ROOT, cwd=out)
    return out


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    (path,) = built.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts folder of a fresh environment with the wheel and the dependencies of this one."""
    home = tmp_path_factory.mktemp("installed") / "venv"
    venv.create(home, with_pip=False)
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / ("python.exe" if os.name == "nt" else "python")
    run(
        *(sys.executable, "-m", "pip", "--python", python, "install", "--quiet"),
        *("--no-deps", "--no-index", "--disable-pip-version-check", wheel),
        cwd=home,
    )
    site = Path(run(python, "-c", PURELIB, cwd=home).strip())
    # Plain folders in a .pth are added behind the environment's own, and the .pth files inside them
    # are not read: an editable install of the checkout stays out of sight.
    borrowed = [entry for entry in sys.path if Path(entry).name in {"site-packages", "dist-packages"}]
    (site / "borrowed.pth").write_text("\n".join(borrowed) + "\n", encoding="utf-8")
    return scripts


def test_wheel_holds_the_package_the_templates_and_the_samples_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if ".dist-info/" not in name]
    expected = [
        f"{home}/{path.relative_to(folder).as_posix()}"
        for folder, home in HOMES.items()
        for path in files_under(folder)
    ]
    assert sorted(names) == sorted(expected)
    assert "pesagree/py.typed" in names


@pytest.mark.parametrize("folder", HOMES)
def test_no_odd_file_lies_in_a_folder_that_ships(folder: str) -> None:
    odd = [path for path in files_under(folder) if path.suffix not in SUFFIXES[folder]]
    assert odd == []


def test_wheel_names_its_command_and_licence(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        texts = {name.split(".dist-info/")[-1]: name for name in archive.namelist() if ".dist-info/" in name}
        metadata = archive.read(texts["METADATA"]).decode()
        scripts = archive.read(texts["entry_points.txt"]).decode()
    assert "License-Expression: Apache-2.0" in metadata
    assert "licenses/LICENSE" in texts
    assert "pesagree = pesagree.__main__:run" in scripts


def test_source_archive_holds_tests_and_docs(built: Path) -> None:
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"tests/test_packaging.py", "docs/architecture.md", "CHANGELOG.md", ".ci/run"} <= names


def test_nothing_of_the_wheel_lies_in_the_checkout() -> None:
    assert not (ROOT / "pesagree" / "templates").exists()
    assert not (ROOT / "pesagree" / "samples").exists()


def test_installed_package_renders_its_own_sample(installed: Path, tmp_path: Path) -> None:
    python = shutil.which("python", path=str(installed))
    pesagree = shutil.which("pesagree", path=str(installed))
    assert python
    assert pesagree
    where = run(python, "-c", "import pesagree; print(pesagree.__file__)", cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(installed.parent)

    assert "alto-mayo-water" in run(pesagree, "samples", cwd=tmp_path)
    run(pesagree, "samples", "alto-mayo-water", "-o", tmp_path, cwd=tmp_path)
    run(pesagree, "render", tmp_path / "alto-mayo-water.yaml", "-o", tmp_path / "acuerdo.docx", cwd=tmp_path)
    with zipfile.ZipFile(tmp_path / "acuerdo.docx") as draft:
        assert "Quebrada Clara" in draft.read("word/document.xml").decode()
