"""The settings: refused when unsafe, with a message that names the variable."""

import pytest

from roadmap.config import Config, ConfigError, Provider
from tests.conftest import SALT, SECRET

SECRETS = {"ROADMAP_SECRET_KEY": SECRET, "ROADMAP_PASSWORD_SALT": SALT}


def test_two_secrets_are_enough_to_start():
    config = Config.from_env(SECRETS)
    assert config.database_url.startswith("sqlite:///")
    assert (config.paper, config.proxies, config.https) == ("a4", 0, False)
    assert config.session_lifetime.total_seconds() == 12 * 3600


@pytest.mark.parametrize("name", SECRETS)
@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "short",
        "x" * 64,
        "abcabcabcabcabcabcabcabcabcabcabcabcabc",
        "192b9bdd22ab9ed4d12e236c78afcb9a393ec15f71bbf5dc987d54727823bcbf",
        "CHANGE_ME_TO_A_COMPLEX_RANDOM_SECRET",
    ],
)
def test_a_secret_that_is_unset_short_repetitive_or_published_is_refused(name, value):
    environ = {**SECRETS, name: value} if value is not None else {**SECRETS}
    if value is None:
        del environ[name]
    with pytest.raises(ConfigError, match=name):
        Config.from_env(environ)


def test_one_secret_cannot_serve_two_purposes():
    with pytest.raises(ConfigError, match="ROADMAP_PASSWORD_SALT"):
        Config.from_env({**SECRETS, "ROADMAP_PASSWORD_SALT": SECRET})


def test_a_secret_may_stand_in_a_file(tmp_path):
    place = tmp_path / "secret"
    place.write_text(SECRET + "\n")
    environ = {"ROADMAP_SECRET_KEY_FILE": str(place), "ROADMAP_PASSWORD_SALT": SALT}
    assert Config.from_env(environ).secret_key == SECRET


def test_a_secret_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(ConfigError, match=r"ROADMAP_SECRET_KEY_FILE names .*nowhere"):
        Config.from_env({**SECRETS, "ROADMAP_SECRET_KEY_FILE": str(tmp_path / "nowhere")})


def test_no_secret_shows_when_the_settings_are_printed():
    config = Config.from_env({**SECRETS, "ROADMAP_DATABASE_URL": "postgresql://me:hidden@db/roadmap"})
    assert not {SECRET, SALT, "hidden"} & set(repr(config).replace("'", " ").split())
    assert "hidden" not in repr(config)


def test_every_setting_is_read():
    config = Config.from_env(
        {
            **SECRETS,
            "ROADMAP_DATABASE_URL": "postgresql://db/roadmap",
            "ROADMAP_PUBLIC_BASE_URL": "https://roadmap.example.org",
            "ROADMAP_TRUSTED_HOSTS": "10.0.0.7, internal.example.org",
            "ROADMAP_EXPORTS": "/srv/exports",
            "ROADMAP_PAPER": "letter",
            "ROADMAP_PROXIES": "1",
            "ROADMAP_SESSION_HOURS": "8",
            "ROADMAP_SESSION_IDLE_MINUTES": "20",
            "ROADMAP_SECOND_FACTOR_REQUIRED": "administrator, facilitator",
            "ROADMAP_SECRET_KEY_FALLBACKS": SECRET[::-1],
            "ROADMAP_OIDC_ISSUER": "https://id.example.org/realms/justice",
            "ROADMAP_OIDC_CLIENT_ID": "roadmap",
            "ROADMAP_OIDC_CLIENT_SECRET": "told to us",
            "ROADMAP_OIDC_NAME": "Ministry of Justice",
        }
    )
    assert config.provider == Provider(
        "https://id.example.org/realms/justice", "roadmap", "told to us", "Ministry of Justice"
    )
    assert "told to us" not in repr(config)
    assert config.hosts == ("roadmap.example.org", "10.0.0.7", "internal.example.org")
    assert (config.paper, config.proxies, config.exports) == ("letter", 1, "/srv/exports")
    assert config.database_url == "postgresql://db/roadmap"
    assert config.session_lifetime.total_seconds() == 8 * 3600
    assert config.session_idle.total_seconds() == 20 * 60
    assert config.second_factor_required == ("administrator", "facilitator")
    assert config.secret_key_fallbacks == (SECRET[::-1],)
    assert config.https


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ROADMAP_PAPER", "a5"),
        ("ROADMAP_PROXIES", "-1"),
        ("ROADMAP_PROXIES", "many"),
        ("ROADMAP_PROXIES", "١"),
        ("ROADMAP_SESSION_HOURS", "1e9"),
        ("ROADMAP_PUBLIC_BASE_URL", "roadmap.example.org"),
        ("ROADMAP_PUBLIC_BASE_URL", "ftp://roadmap.example.org"),
        ("ROADMAP_PUBLIC_BASE_URL", "https://roadmap.example.org/under"),
        ("ROADMAP_SECRET_KEY_FALLBACKS", "old"),
    ],
)
def test_a_setting_that_means_nothing_is_refused_by_name(name, value):
    with pytest.raises(ConfigError, match=name):
        Config.from_env({**SECRETS, name: value})


def test_an_installation_on_this_machine_answers_to_its_loopback_names_only():
    assert "localhost" in Config.from_env(SECRETS).hosts
    public = Config.from_env({**SECRETS, "ROADMAP_PUBLIC_BASE_URL": "https://roadmap.example.org"})
    assert "127.0.0.1" not in public.hosts


@pytest.mark.parametrize(
    "issuer",
    [
        "http://id.example.org",
        "id.example.org",
        "ftp://id.example.org",
        "https://",
        "https://id.example.org/?realm=1",
        "https://id.example.org/#realm",
        "https://id.example.org/" + "x" * 255,
    ],
)
def test_a_provider_is_asked_over_https_alone(issuer):
    given = {"ROADMAP_OIDC_CLIENT_ID": "roadmap", "ROADMAP_OIDC_CLIENT_SECRET": "told to us"}
    with pytest.raises(ConfigError, match="ROADMAP_OIDC_ISSUER"):
        Config.from_env({**SECRETS, **given, "ROADMAP_OIDC_ISSUER": issuer})


def test_a_provider_on_this_machine_needs_no_https():
    given = {"ROADMAP_OIDC_CLIENT_ID": "roadmap", "ROADMAP_OIDC_CLIENT_SECRET": "told to us"}
    assert Config.from_env({**SECRETS, **given, "ROADMAP_OIDC_ISSUER": "http://127.0.0.1:9400"}).provider


@pytest.mark.parametrize("missing", ["ROADMAP_OIDC_CLIENT_ID", "ROADMAP_OIDC_CLIENT_SECRET"])
def test_a_provider_knows_us_by_name_and_secret(missing):
    given = {
        "ROADMAP_OIDC_ISSUER": "https://id.example.org",
        "ROADMAP_OIDC_CLIENT_ID": "roadmap",
        "ROADMAP_OIDC_CLIENT_SECRET": "told to us",
    }
    del given[missing]
    with pytest.raises(ConfigError, match=missing):
        Config.from_env({**SECRETS, **given})
