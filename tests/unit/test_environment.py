"""What programs see of the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from tfgen import process
from tfgen.check import tools

SECRETS = {
    "GITHUB_TOKEN": "secret",
    "AWS_SECRET_ACCESS_KEY": "secret",
    "BC_API_KEY": "secret",
    "NPM_TOKEN": "secret",
    "PIP_INDEX_URL": "https://user:secret@example.com",
    "PYTHONPATH": "/secret",
    "LD_PRELOAD": "/secret.so",
    "TF_VAR_password": "secret",
    "TF_CLI_ARGS_init": "-plugin-dir=/secret",
    "TF_CLI_ARGS": "-chdir=/secret",
    "TF_DATA_DIR": "/secret",
    "TF_REATTACH_PROVIDERS": "{}",
    "TF_TEMP_LOG_PATH": "/secret",
}
NEEDED = {"PATH": "/bin", "HTTPS_PROXY": "http://proxy", "no_proxy": "127.0.0.1", "SSL_CERT_FILE": "/ca.pem"}


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for name, value in {**SECRETS, **NEEDED}.items():
        monkeypatch.setenv(name, value)


def test_a_program_sees_what_it_needs_and_no_secret() -> None:
    seen = process.passed_on()
    assert NEEDED.items() <= seen.items()
    assert not SECRETS.keys() & seen.keys()
    assert process.passed_on(r"PIP_.+").keys() & SECRETS.keys() == {"PIP_INDEX_URL"}
    assert SECRETS.items() <= process.passed_on(process.EVERYTHING).items()


@pytest.mark.parametrize(
    ("more", "secrets"),
    [("", set()), (tools.AWS, {"AWS_SECRET_ACCESS_KEY"}), (tools.ACCOUNT, {"AWS_SECRET_ACCESS_KEY"})],
)
def test_terraform_sees_credentials_only_for_a_plan(more: str, secrets: set[str]) -> None:
    with tools.terraform_environment(more) as seen:
        assert seen.keys() & SECRETS.keys() == secrets


def test_a_configuration_of_the_users_is_used_unless_it_came_with_the_tree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tree").mkdir()
    theirs, users = tmp_path / "tree/terraform.rc", tmp_path / "terraform.rc"
    for file in (theirs, users):
        file.write_text("")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TF_CLI_CONFIG_FILE", "terraform.rc")
    with tools.terraform_environment(tree=tmp_path / "tree") as seen:
        assert seen["TF_CLI_CONFIG_FILE"] == str(users), "Terraform runs in another folder"
    monkeypatch.setenv("TF_CLI_CONFIG_FILE", str(theirs))
    with tools.terraform_environment() as seen:
        assert seen["TF_CLI_CONFIG_FILE"] == str(theirs)
    with tools.terraform_environment(tree=tmp_path / "tree") as seen:
        assert seen["TF_CLI_CONFIG_FILE"] != str(theirs)


def test_a_home_inside_the_tree_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A container's home may be the folder of the checkout, with a stranger's .terraformrc and plugins."""
    home = tmp_path / "home"
    plugins = home / ".terraform.d/plugins/registry.terraform.io/hashicorp/aws"
    plugins.mkdir(parents=True)
    (home / ".terraformrc").write_text("")
    monkeypatch.delenv("TF_CLI_CONFIG_FILE", raising=False)
    with tools.terraform_environment() as seen:
        assert seen["TF_CLI_CONFIG_FILE"] == str(home / ".terraformrc")
    with tools.terraform_environment(tree=home) as seen:
        assert seen["HOME"] != str(home)
        assert str(home) not in Path(seen["TF_CLI_CONFIG_FILE"]).read_text()


def test_a_cache_of_plugins_in_the_tree_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lock file of the tree would vouch for what lies in it."""
    monkeypatch.setenv("TF_PLUGIN_CACHE_DIR", str(tmp_path / "tree/cache"))
    (tmp_path / "other").mkdir()
    for tree, is_kept in ((tmp_path / "tree", False), (tmp_path / "other", True)):
        with tools.terraform_environment(tree=tree) as seen:
            assert ("TF_PLUGIN_CACHE_DIR" in seen) is is_kept


def test_who_has_no_cache_of_plugins_is_given_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TF_CLI_CONFIG_FILE", raising=False)
    plugins = tmp_path / "cache/plugins"
    with tools.terraform_environment(plugins=plugins) as seen:
        assert seen["TF_PLUGIN_CACHE_DIR"] == str(plugins)
        assert plugins.is_dir()
    monkeypatch.setenv("TF_PLUGIN_CACHE_DIR", "/mine")
    with tools.terraform_environment(plugins=plugins) as seen:
        assert seen["TF_PLUGIN_CACHE_DIR"] == "/mine"
    monkeypatch.setenv("TF_CLI_CONFIG_FILE", str(tmp_path / "rc"))
    (tmp_path / "rc").write_text('plugin_cache_dir = "/mine"')
    monkeypatch.delenv("TF_PLUGIN_CACHE_DIR")
    with tools.terraform_environment(plugins=plugins) as seen:
        assert "TF_PLUGIN_CACHE_DIR" not in seen, "it would override what the configuration says"
