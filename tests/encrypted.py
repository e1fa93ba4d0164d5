"""A PDF that is encrypted with AES and opens without a password, as copy-protected bulletins are."""

from __future__ import annotations

import hashlib
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from pdfminer.pdfdocument import PDFStandardSecurityHandlerV4

OWNER = bytes(range(32))
PERMISSIONS = -1340
FILE_ID = b"0123456789abcdef"
KEY_BYTES = 16
BLOCK_BYTES = 16


def aes_pdf(text: str) -> bytes:
    """One page with `text`, encrypted with AESV2 (revision 4) under an empty user password."""
    handler = _handler()
    key = handler.compute_encryption_key(b"")
    content = f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET".encode()
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R"
        b" /Resources << /Font << /F1 4 0 R >> >> >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        _stream(_encrypted(content, key, number=5)),
        b"<< /Filter /Standard /V 4 /R 4 /Length 128 /P %d /O <%s> /U <%s> /StmF /StdCF /StrF /StdCF"
        b" /CF << /StdCF << /CFM /AESV2 /Length 16 >> >> >>"
        % (PERMISSIONS, OWNER.hex().encode(), handler.compute_u(key).hex().encode()),
    ]
    return _file(bodies)


def _handler() -> Any:
    """The library's own arithmetic of keys, without a file."""
    handler: Any = PDFStandardSecurityHandlerV4.__new__(PDFStandardSecurityHandlerV4)
    handler.r, handler.length, handler.encrypt_metadata = 4, 8 * KEY_BYTES, True
    handler.o, handler.p, handler.docid = OWNER, PERMISSIONS & 0xFFFFFFFF, [FILE_ID, FILE_ID]
    return handler


def _encrypted(data: bytes, key: bytes, number: int) -> bytes:
    salted = key + number.to_bytes(3, "little") + b"\0\0" + b"sAlT"
    vector = bytes(BLOCK_BYTES)
    pad = BLOCK_BYTES - len(data) % BLOCK_BYTES
    cipher = Cipher(algorithms.AES(hashlib.md5(salted).digest()), modes.CBC(vector)).encryptor()
    return vector + cipher.update(data + bytes([pad]) * pad) + cipher.finalize()


def _stream(data: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data)


def _file(bodies: list[bytes]) -> bytes:
    data, places = b"%PDF-1.6\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(bodies) + 1
    identity = FILE_ID.hex().encode()
    trailer = b"<< /Size %d /Root 1 0 R /Encrypt %d 0 R /ID [<%s> <%s>] >>" % (
        count,
        len(bodies),
        identity,
        identity,
    )
    head = b"xref\n0 %d\n0000000000 65535 f \n" % count
    return data + head + table + b"trailer\n%s\nstartxref\n%d\n%%%%EOF" % (trailer, len(data))
