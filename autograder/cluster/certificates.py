"""Certificates for a cluster, made by one command and valid for it alone.

One authority signs a certificate for each of the three roles, and its key is forgotten: nobody
can sign another. To shut somebody out, make all of them anew.
"""

from __future__ import annotations

import datetime
import os
import shutil
import tempfile
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from distributed.security import Security

from autograder.cluster.errors import ClusterError

ROLES = ("coordinator", "scheduler", "worker")
#: What each folder holds: who signed, the role's own certificate, and its key.
AUTHORITY, CERTIFICATE, KEY = "ca.pem", "certificate.pem", "key.pem"
#: The three names of a role in Dask, of which the coordinator is the client.
DASK_ROLE = {"coordinator": "client", "scheduler": "scheduler", "worker": "worker"}
DAYS = 365


def make(folder: Path, days: int = DAYS) -> list[Path]:
    """Make a folder for each role; each goes to the machines that play it, and to no other.

    Args:
        folder: where the folders are made; it must not be there yet, or be empty.
        days: how long the certificates are valid.

    Returns:
        The folders.

    Raises:
        ClusterError: if there is something already.
    """
    if folder.is_dir() and any(folder.iterdir()):
        raise ClusterError("cluster.certificates_there", folder=folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))  # for its owner
    try:
        _write(draft, days)
        if folder.is_dir():
            folder.rmdir()
        draft.rename(folder)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return [folder / role for role in ROLES]


def _write(folder: Path, days: int) -> None:
    authority = ec.generate_private_key(ec.SECP256R1())
    name = _name("autograder cluster")
    own = _begun(name, name, authority.public_key(), days)
    signed = (
        own.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .sign(authority, hashes.SHA256())
    )
    for role in ROLES:
        key = ec.generate_private_key(ec.SECP256R1())
        both = [ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]
        certificate = (
            _begun(_name(f"autograder {role}"), name, key.public_key(), days)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(signs_certificates=False), critical=True)
            .add_extension(x509.ExtendedKeyUsage(both), critical=False)
            .sign(authority, hashes.SHA256())
        )
        place = folder / role
        place.mkdir(mode=0o700)
        (place / AUTHORITY).write_bytes(signed.public_bytes(serialization.Encoding.PEM))
        (place / CERTIFICATE).write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        _write_private(place / KEY, key)


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _begun(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, days: int
) -> x509.CertificateBuilder:
    now = datetime.datetime.now(datetime.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))  # clocks differ
        .not_valid_after(now + datetime.timedelta(days=days))
    )


def _usage(signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def _write_private(path: Path, key: ec.EllipticCurvePrivateKey) -> None:
    text = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(text)


def security(folder: Path, role: str) -> Security:
    """What Dask needs to play a role with the certificates of a folder.

    Args:
        folder: the role's own folder, or the one that :func:`make` filled.
        role: one of :data:`ROLES`.

    Raises:
        ClusterError: if a file is missing, or was not made for this.
    """
    place = folder / role if (folder / role).is_dir() else folder
    files = [place / name for name in (AUTHORITY, CERTIFICATE, KEY)]
    if missing := [path for path in files if not path.is_file()]:
        raise ClusterError("cluster.certificates_missing", file=missing[0])
    authority, certificate, key = map(str, files)
    dask = DASK_ROLE[role]
    own = {f"tls_{dask}_cert": certificate, f"tls_{dask}_key": key}
    made = Security(require_encryption=True, tls_ca_file=authority, **own)
    try:
        made.get_connection_args(dask)
    except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
        raise ClusterError("cluster.certificates_broken", folder=place, error=str(error)) from None
    return made


def temporary() -> Security:
    """Certificates for a cluster within this machine that ends with the process."""
    made: Security = Security.temporary()
    return made
