"""Pins that several files change together whatever moment the process is killed at."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tasks.storage.commit import finish, owner_of, replace_together, temporaries_of, write_durably

NAMES = ("issues/a.parquet", "articles/a.parquet", "blocks/a.parquet", "edits/a.parquet")
GONE = "failures/a.parquet"
CHANGES = frozenset({"open", "os.rename", "os.remove", "os.mkdir"})


def _old_state(root: Path) -> None:
    for name in (*NAMES, GONE):
        (root / name).parent.mkdir(parents=True)
        (root / name).write_bytes(b"old")


def _replace(root: Path) -> None:
    replace_together(root, root / "record.json", {root / name: b"new" for name in NAMES}, [root / GONE])


def _state(root: Path) -> tuple[tuple[bytes, ...], bool]:
    return tuple((root / name).read_bytes() for name in NAMES), (root / GONE).exists()


def _sweep(root: Path) -> None:
    finish(root, root / "record.json")
    for final in [*(root / name for name in NAMES), root / "record.json"]:
        for temporary in temporaries_of(final):
            temporary.unlink()


def _killed_before_change(root: Path, number: int) -> bool:
    """Replaces in a child that dies just before its `number`th change of the disk; whether it died."""
    child = os.fork()
    if child == 0:
        count = 0

        def kill_in_time(event: str, _arguments: Any) -> None:
            nonlocal count
            if event in CHANGES:
                count += 1
                if count == number:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(kill_in_time)
        _replace(root)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) in (0, -signal.SIGKILL)
    return os.waitstatus_to_exitcode(status) != 0


def test_a_kill_at_any_change_leaves_old_or_new(tmp_path: Path) -> None:
    old, new = ((b"old",) * 4, True), ((b"new",) * 4, False)
    ends = []
    number = 1
    while True:
        root = tmp_path / str(number)
        _old_state(root)
        was_killed = _killed_before_change(root, number)
        contents, _ = _state(root)
        assert set(contents) <= {b"old", b"new"}, "a reader never sees a half file"
        _sweep(root)
        assert _state(root) in (old, new)
        assert not [path for path in root.rglob(".*")], "nothing is left behind"
        assert not (root / "record.json").exists()
        ends.append(_state(root))
        if not was_killed:
            break
        number += 1
    assert number > 15, "each file is opened and renamed, and the record comes and goes"
    assert ends == sorted(ends, key=lambda end: end == new), "once committed, always new"
    assert ends[0] == old
    assert ends[-1] == new


def test_a_failing_write_leaves_everything_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _old_state(tmp_path)
    real_fsync, calls = os.fsync, []

    def full_disk(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == 3:
            raise OSError(28, "No space left on device")
        real_fsync(descriptor)

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space left"):
        _replace(tmp_path)
    assert _state(tmp_path) == ((b"old",) * 4, True)
    assert not [path for path in tmp_path.rglob(".*")]


def test_finish_without_a_record_does_nothing(tmp_path: Path) -> None:
    assert not finish(tmp_path, tmp_path / "record.json")


def test_a_record_whose_folders_are_gone_is_carried_out(tmp_path: Path) -> None:
    (tmp_path / ".a.1.tmp").write_bytes(b"new")
    record = b'[[[".a.1.tmp", "issues/new/a.parquet"]], ["failures/gone/a.parquet"]]'
    write_durably(tmp_path / "record.json", record)
    assert finish(tmp_path, tmp_path / "record.json")
    assert (tmp_path / "issues/new/a.parquet").read_bytes() == b"new"


def test_temporaries_lie_beside_the_first_name_on_the_same_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, same, final = (tmp_path / name for name in ("other/a", "same/a", "issues/a"))
    places: list[str] = []
    real_stat, real_fsync = Path.stat, os.fsync

    def stat(path: Path, **options: Any) -> os.stat_result:
        found = real_stat(path, **options)
        is_other = path == other.parent
        return os.stat_result((*found[:2], found.st_dev + 1, *found[3:])) if is_other else found

    def fsync(descriptor: int) -> None:
        places.extend(str(path.parent.relative_to(tmp_path)) for path in tmp_path.rglob("*.tmp"))
        real_fsync(descriptor)

    monkeypatch.setattr(Path, "stat", stat)
    monkeypatch.setattr(os, "fsync", fsync)
    replace_together(tmp_path, tmp_path / "record.json", {final: b"new"}, scratches=[other, same])
    assert set(places) == {"same"}
    replace_together(tmp_path, tmp_path / "record.json", {final: b"newer"}, scratches=[other])
    assert set(places) == {"same", "other"}
    assert final.read_bytes() == b"newer"


def test_a_new_folder_survives_a_power_cut_with_those_above_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    real_fsync = os.fsync

    def fsync(descriptor: int) -> None:
        synced.append(str(Path(f"/proc/self/fd/{descriptor}").readlink()))
        real_fsync(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    write_durably(tmp_path / "issues/source=new/a.parquet", b"new")
    assert {str(tmp_path), str(tmp_path / "issues"), str(tmp_path / "issues/source=new")} <= set(synced)


def test_a_record_can_be_finished_twice(tmp_path: Path) -> None:
    _old_state(tmp_path)
    (tmp_path / "issues/.a.parquet.1234.tmp").write_bytes(b"new")
    record = b'[[["issues/.a.parquet.1234.tmp", "issues/a.parquet"]], ["failures/a.parquet"]]'
    for _ in range(2):
        write_durably(tmp_path / "record.json", record)
        assert finish(tmp_path, tmp_path / "record.json")
    assert (tmp_path / "issues/a.parquet").read_bytes() == b"new"
    assert not (tmp_path / GONE).exists()


@pytest.mark.parametrize(
    ("name", "owner"),
    [
        pytest.param(".a.parquet.01ab.tmp", "a.parquet", id="temporary"),
        pytest.param("a.parquet", None, id="published"),
        pytest.param(".hidden", None, id="other hidden file"),
        pytest.param("a.tmp", None, id="not hidden"),
    ],
)
def test_owner_of_a_temporary(name: str, owner: str | None) -> None:
    found = owner_of(Path("folder") / name)
    assert found == (None if owner is None else Path("folder") / owner)


def test_temporaries_of_a_file_are_not_those_of_a_longer_name(tmp_path: Path) -> None:
    (tmp_path / ".a.parquet.1.tmp").touch()
    (tmp_path / ".a.parquet-2.1.tmp").touch()
    assert [path.name for path in temporaries_of(tmp_path / "a.parquet")] == [".a.parquet.1.tmp"]


@pytest.fixture
def mounted(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """A dataset's folder that is a mount of its own, of the kind asked for; unmounted again."""
    folder, other = tmp_path / "issues", tmp_path / "other"
    folder.mkdir()
    other.mkdir()
    mount = {"disk": ["-t", "tmpfs", "none"], "bound": ["--bind", str(other)]}[request.param]
    if subprocess.run(["mount", *mount, folder], check=False, capture_output=True).returncode:
        pytest.skip("only root may mount, outside most containers")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


@pytest.mark.parametrize("mounted", ["disk", "bound"], indirect=True)
def test_a_dataset_on_another_mount_holds_nothing_but_its_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mounted: Path
) -> None:
    seen: list[set[str]] = []
    real_fsync, real_link = os.fsync, os.link

    def listed() -> set[str]:
        return {path.name for path in mounted.rglob("*") if path.is_file()}

    def fsync(descriptor: int) -> None:
        seen.append(listed())
        real_fsync(descriptor)

    def link(source: str, path: Path, *, src_dir_fd: int) -> None:
        real_link(source, path, src_dir_fd=src_dir_fd)
        assert path.read_bytes() == content, "it is whole when it gets a name"

    final, beside = mounted / "source=lake" / "a.parquet", tmp_path / "b" / "b.parquet"
    scratch = tmp_path / ".state" / "scratch"
    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "link", link)
    for content in (b"old", b"new"):
        replace_together(
            tmp_path, tmp_path / "record.json", {final: content, beside: content}, scratches=[scratch]
        )
        assert (final.read_bytes(), beside.read_bytes()) == (content, content)
    assert listed() == {"a.parquet"}
    assert set().union(*seen) == {"a.parquet"}
    assert not list(tmp_path.rglob("*.tmp"))


@pytest.mark.parametrize("mounted", ["disk"], indirect=True)
@pytest.mark.parametrize("refusal", [errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL])
def test_a_file_system_without_files_that_have_no_name_gets_hidden_ones(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, mounted: Path, refusal: int
) -> None:
    real_open = os.open

    def refuse(path: Path, flags: int, *more: Any) -> int:
        if flags & os.O_TMPFILE == os.O_TMPFILE:
            raise OSError(refusal, "no such files here")
        return real_open(path, flags, *more)

    monkeypatch.setattr(os, "open", refuse)
    final = mounted / "a.parquet"
    for content in (b"old", b"new"):
        write_durably(final, content, [tmp_path / ".state" / "scratch"])
        assert final.read_bytes() == content
        assert [path.name for path in mounted.iterdir()] == ["a.parquet"]


@pytest.mark.parametrize("mounted", ["bound"], indirect=True)
def test_a_record_whose_copy_was_made_before_a_kill_is_finished(tmp_path: Path, mounted: Path) -> None:
    """The kill fell between the copy's new name and the end of what it is a copy of."""
    (mounted / "a.parquet").write_bytes(b"new")
    (tmp_path / ".a.1.tmp").write_bytes(b"new")
    write_durably(tmp_path / "record.json", b'[[[".a.1.tmp", "issues/a.parquet"]], ["gone"]]')
    assert finish(tmp_path, tmp_path / "record.json")
    assert (mounted / "a.parquet").read_bytes() == b"new"
    assert not list(tmp_path.rglob("*.tmp"))


@pytest.mark.parametrize("mounted", ["disk"], indirect=True)
def test_a_full_disk_on_another_mount_leaves_what_was_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, mounted: Path
) -> None:
    def refuse(source: object, copy: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    final, record = mounted / "a.parquet", tmp_path / "record.json"
    final.write_bytes(b"old")
    with monkeypatch.context() as full:
        full.setattr("shutil.copyfileobj", refuse)
        with pytest.raises(OSError, match="full"):
            replace_together(
                tmp_path, record, {final: b"new", tmp_path / "b": b"new"}, scratches=[tmp_path / "s" / "s"]
            )
    assert [path.name for path in mounted.iterdir()] == ["a.parquet"]
    assert final.read_bytes() == b"old"
    assert finish(tmp_path, record), "the disk has room again"
    assert final.read_bytes() == b"new"
