"""Are the unit files, scripts and manifests of a cluster sound, and do they say what works?"""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from autograder.cli import parser
from autograder.cluster.settings import PORT, Place
from autograder.gradebook.course import REPOSITORY

FOLDER = REPOSITORY / "examples" / "cluster"
UNITS = sorted(FOLDER.glob("*.service"))
SCRIPTS = [FOLDER / "workers-by-ssh.sh", FOLDER / "workers.sbatch"]
PAGE = REPOSITORY / "docs" / "cluster.md"
OBJECTS = list(yaml.safe_load_all((FOLDER / "kubernetes.yaml").read_text("utf-8")))
POD = {"Deployment": lambda o: o["spec"]["template"]["spec"]}


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")
def test_a_unit_file_lints_clean(path, tmp_path):
    """Does systemd find nothing to complain of, once the program is where the file says?"""
    program = Path(sys.executable).parent / "autograder"
    unit = tmp_path / path.name
    unit.write_text(path.read_text("utf-8").replace("/opt/autograder/bin/autograder", str(program)))
    command = ["systemd-analyze", "verify", "--man=no", str(unit)]
    done = subprocess.run(command, capture_output=True, text=True)
    about = [line for line in done.stderr.splitlines() if path.name in line]
    assert (done.returncode, about) == (0, [])


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_lints_clean(path):
    """Does shellcheck find nothing in it?"""
    shellcheck = Path(sys.executable).parent / "shellcheck"
    if not shellcheck.exists():
        pytest.skip("shellcheck is not installed for this system")
    done = subprocess.run([shellcheck, path], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")


def commands():
    """Every ``autograder …`` in the files and on the page, as its arguments."""
    for path in (*UNITS, *SCRIPTS, FOLDER / "kubernetes.yaml", PAGE):
        text = path.read_text("utf-8").replace("\\\n", " ")
        for line in text.splitlines():
            found = re.search(r"(?:^|[/`\s])autograder\"? ((?:cluster|grade|doctor) [^`#]*)", line)
            if found and "…" not in line and line.count("kubectl") == 0:
                told = found[1].partition("</dev")[0].rstrip(" &")
                told = re.sub(r'"?\$\{?scheduler\}?"?', "tls://h:8786", told)
                told = told.replace('"$SLURM_CPUS_PER_TASK"', "8")
                yield pytest.param(shlex.split(told), id=f"{path.name}: {told[:60]}")
    for thing in OBJECTS:
        for container in POD.get(thing["kind"], lambda o: {"containers": []})(thing)["containers"]:
            yield pytest.param(container["args"], id=f"kubernetes.yaml: {container['name']}")


@pytest.mark.parametrize("arguments", list(commands()))
def test_each_command_is_one(arguments):
    """Does the command line take it, and is a cluster named that is one?"""
    read = parser().parse_args(arguments)
    for address in (getattr(read, "address", None), getattr(read, "cluster", None)):
        if address:
            Place.of(address)


def test_the_manifests_fit_together():
    """Do selectors, ports, secrets and volumes of each object name what there is?"""
    kinds = {(o["kind"], o["metadata"]["name"]): o for o in OBJECTS}
    assert {kind for kind, _ in kinds} == {"Deployment", "Service", "NetworkPolicy"}
    versions = {"Deployment": "apps/v1", "Service": "v1", "NetworkPolicy": "networking.k8s.io/v1"}
    for (kind, _), thing in kinds.items():
        assert thing["apiVersion"] == versions[kind]
        assert thing["metadata"]["namespace"] == "autograder"
    scheduler = kinds["Deployment", "scheduler"]["spec"]
    service = kinds["Service", "scheduler"]["spec"]
    assert service["selector"].items() <= scheduler["template"]["metadata"]["labels"].items()
    assert service["ports"] == [{"port": PORT, "targetPort": PORT}]
    for (kind, _), thing in kinds.items():
        if kind == "Deployment":
            spec = thing["spec"]
            wanted, pod = spec["selector"]["matchLabels"], spec["template"]
            assert wanted.items() <= pod["metadata"]["labels"].items()
            volumes = {volume["name"] for volume in pod["spec"]["volumes"]}
            (container,) = pod["spec"]["containers"]
            assert {mount["name"] for mount in container["volumeMounts"]} == volumes


def test_the_image_is_the_one_that_is_built():
    """Does every pod pull what the head of the Dockerfile builds, by the same name and tag?"""
    built = re.findall(r"docker build .* -t (\S+) ", (FOLDER / "Dockerfile").read_text("utf-8"))
    pods = [POD["Deployment"](thing) for thing in OBJECTS if thing["kind"] == "Deployment"]
    assert {container["image"] for pod in pods for container in pod["containers"]} == {*built}


def test_pods_may_do_little():
    """Is each an ordinary user without privileges, bounded, with the folder of its role alone?"""
    for thing in OBJECTS:
        if thing["kind"] == "Deployment":
            pod = POD["Deployment"](thing)
            assert pod["automountServiceAccountToken"] is False
            assert pod["securityContext"]["runAsNonRoot"] is True
            assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
            (container,) = pod["containers"]
            assert container["securityContext"] == {
                "allowPrivilegeEscalation": False,
                "readOnlyRootFilesystem": True,
                "capabilities": {"drop": ["ALL"]},
            }
            assert "memory" in container["resources"]["limits"]
            (secret,) = (v["secret"] for v in pod["volumes"] if "secret" in v)
            assert secret["secretName"] == f"{container['name']}-keys"
            assert secret["defaultMode"] == 0o440
            assert not any("privileged" in str(key) or "host" in str(key) for key in pod)
