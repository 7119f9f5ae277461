"""Do the certificates of a cluster let in whom they should, and nobody else?"""

import asyncio
import ssl
import stat

import pytest
from cryptography import x509
from distributed import rpc
from distributed.core import Server

from autograder.__main__ import main
from autograder.cli import main as parse
from autograder.cluster import certificates
from autograder.cluster.errors import ClusterError


def test_one_command_makes_them(tmp_path, capsys, monkeypatch):
    """Is there a folder for each role, closed to others, and is the authority's key nowhere?"""
    monkeypatch.setattr("sys.argv", ["autograder", "cluster", "certificates", str(tmp_path / "k")])
    assert main() == 0
    folders = [tmp_path / "k" / role for role in ("coordinator", "scheduler", "worker")]
    assert capsys.readouterr().out.split() == [str(folder) for folder in folders]
    authority = {(folder / "ca.pem").read_bytes() for folder in folders}
    assert len(authority) == 1
    signer = x509.load_pem_x509_certificate(authority.pop())
    for folder in folders:
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert stat.S_IMODE((folder / "key.pem").stat().st_mode) == 0o600
        own = x509.load_pem_x509_certificate((folder / "certificate.pem").read_bytes())
        own.verify_directly_issued_by(signer)
        key = ssl.create_default_context()
        key.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
        assert own.public_key() != signer.public_key()
    assert {path.name for path in (tmp_path / "k").rglob("*.pem")} == {
        "ca.pem", "certificate.pem", "key.pem",
    }  # fmt: skip
    assert main() == 2
    assert "something in" in capsys.readouterr().err


@pytest.mark.parametrize("days", ["0", "-1", "week", "36501"])
def test_days_is_a_number_of_days(days, tmp_path, capsys):
    """Is a time that makes no sense refused as one, before anything is written?"""
    with pytest.raises(SystemExit) as ended:
        parse(["cluster", "certificates", str(tmp_path / "k"), f"--days={days}"])
    assert ended.value.code == 2
    assert f"{days} is not a number of days; give 1 to 36500" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_longest_time_can_be_written(tmp_path):
    """Is the greatest number of days that is taken one that a certificate can be valid for?"""
    assert parse(["cluster", "certificates", str(tmp_path / "k"), "--days=36500"]) == 0


def test_what_is_missing_or_broken_is_told(tmp_path, keys):
    """Is each fault named in a sentence?"""
    with pytest.raises(ClusterError, match=r"there is no .*ca\.pem"):
        certificates.security(tmp_path, "worker")
    for name in ("ca.pem", "certificate.pem", "key.pem"):
        (tmp_path / name).write_bytes((keys / "worker" / name).read_bytes())
    certificates.security(tmp_path, "worker")
    (tmp_path / "key.pem").write_bytes((keys / "scheduler" / "key.pem").read_bytes())
    with pytest.raises(ClusterError, match="cannot be used"):
        certificates.security(tmp_path, "worker")
    (tmp_path / "ca.pem").write_text("none")
    with pytest.raises(ClusterError, match="cannot be used"):
        certificates.security(tmp_path, "worker")


async def _asks(listener, caller, address):
    """Whether somebody with one set of certificates gets an answer from another."""
    security = certificates.security(listener, "scheduler")
    server = Server(
        {"ping": lambda: "pong"}, connection_args=security.get_connection_args("scheduler")
    )
    await server.listen(address, **security.get_listen_args("scheduler"))
    try:
        arguments = caller.get_connection_args("worker") if caller else {}
        async with rpc(server.address, connection_args=arguments, timeout=3) as other:
            return await other.ping() == "pong"
    finally:
        await server.close()


def test_only_who_has_one_of_the_same_gets_an_answer(tmp_path, keys):
    """Does a scheduler turn away certificates of another cluster, as well as none?"""
    certificates.make(tmp_path / "others")
    same = certificates.security(keys, "worker")
    other = certificates.security(tmp_path / "others", "worker")
    address = "tls://127.0.0.1:0"
    assert asyncio.run(_asks(keys, same, address))
    with pytest.raises(OSError, match=r"(?s)."):
        asyncio.run(_asks(keys, other, address))
    with pytest.raises((OSError, TypeError), match=r"(?s)."):
        asyncio.run(_asks(keys, None, address))
