"""Sends what it knows away over TCP, UDP, and sockets with and without a name."""

import socket

for _kind, _address in (
    (socket.AF_INET, ("127.0.0.1", PLACE["port"])),
    (socket.AF_UNIX, PLACE["unix"]),
    (socket.AF_UNIX, "\0" + PLACE["abstract"]),
):
    for _type in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        try:
            with socket.socket(_kind, _type) as _socket:
                _socket.settimeout(1)
                _socket.connect(_address)
                _socket.send(b"the hidden cases")
            print("BROKE" + "_OUT", _address)
        except OSError:
            pass
try:
    for _pair in socket.socketpair(type=socket.SOCK_DGRAM):
        _pair.sendto(b"x", "\0" + PLACE["abstract"])
        print("BROKE" + "_OUT")
except OSError:
    pass
