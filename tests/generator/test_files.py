"""Writing outputs: the old file or the new one, never a part, nothing left behind."""

import os
import stat
from pathlib import Path

import pytest

from generator.files import NotAFile, write_atomically


def test_writes_and_replaces(tmp_path: Path) -> None:
    path = tmp_path / "dokument.pdf"
    for content in (b"old", b"new"):
        write_atomically(path, content)
        assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "dokument.pdf"
    path.write_bytes(b"old")

    def full_disk(descriptor: int) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(OSError, match="no space"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_atomically(tmp_path / "nie ma" / "x.pdf", b"x")


@pytest.mark.skipif(os.name == "nt", reason="permissions and links of POSIX")
def test_permissions_and_links_stay(tmp_path: Path) -> None:
    path, link = tmp_path / "x.pdf", tmp_path / "link.pdf"
    write_atomically(path, b"old")
    assert stat.S_IMODE(path.stat().st_mode) & 0o600 == 0o600
    path.chmod(0o640)
    link.symlink_to(path)
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_the_longest_name_there_is(tmp_path: Path) -> None:
    path = tmp_path / ("a" * 255)
    write_atomically(path, b"x")
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="links of POSIX")
def test_a_link_to_nothing_is_not_followed(tmp_path: Path) -> None:
    link, elsewhere = tmp_path / "lista.txt", tmp_path / "cudze.txt"
    link.symlink_to(elsewhere)
    with pytest.raises(NotAFile):
        write_atomically(link, b"x")
    assert link.is_symlink()
    assert not elsewhere.exists()


@pytest.mark.skipif(os.name == "nt", reason="pipes and links of POSIX")
def test_what_is_no_regular_file_is_left_alone(tmp_path: Path) -> None:
    pipe, loop = tmp_path / "potok", tmp_path / "pętla"
    os.mkfifo(pipe)
    loop.symlink_to(loop)
    for path in (pipe, tmp_path, Path(os.devnull)):
        with pytest.raises(NotAFile):
            write_atomically(path, b"x")
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    with pytest.raises(OSError, match="links"):
        write_atomically(loop, b"x")
