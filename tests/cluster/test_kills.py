"""Is nothing lost, and nothing judged twice, whatever of a cluster dies?"""

import os
import socket
import subprocess
import time

import pytest

from bench import cluster_kills
from bench.wire import DEVICE, Wire


@pytest.mark.slow
def test_every_row_and_notebook_is_that_of_one_process(tmp_path):
    """After kills of each part and reruns, is all as one process leaves it, byte for byte?"""
    toll = cluster_kills.disturb(tmp_path, copies=2, count=4, workers=2, hosts=[], seed=1, pause=1)
    assert toll.wrong == []
    assert toll.again == []
    assert toll.zeros == []
    assert toll.killed.total() == 4
    assert toll.runs > 1


@pytest.mark.skipif(os.getuid() != 0 or not DEVICE.exists(), reason="needs root and /dev/net/tun")
def test_every_packet_between_hosts_takes_its_time():
    """Do frames arrive as they were sent, in order, and none before its delay is over?"""
    names = [f"agt{os.getpid()}", f"agu{os.getpid()}"]
    frames = [b"\xff" * 6 + b"\x02" * 6 + b"\x88\xb5" + bytes([k]) * 60 for k in range(5)]
    try:
        wire = Wire(*names, delay=0.1)
    except OSError as error:
        pytest.skip(f"no TAP devices here: {error}")
    try:
        ends = []
        for name in names:
            subprocess.run(["ip", "link", "set", name, "up"], check=True)
            ends.append(socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(0x88B5)))
            ends[-1].bind((name, 0x88B5))
            ends[-1].settimeout(60)
        begun = time.monotonic()
        for frame in frames:
            ends[0].send(frame)
        assert [ends[1].recv(200) for _ in frames] == frames
        assert time.monotonic() - begun >= 0.1
        for end in ends:
            end.close()
    finally:
        wire.close()
