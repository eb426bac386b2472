"""What is refused before any view sees it."""

import pytest

from roadmap.access import allow
from roadmap.incoming import LARGEST_REQUEST, MOST_FIELDS


@pytest.fixture
def database_url(sqlite_url):
    """Return one kind of database only: what is tested here is the same on the other."""
    return sqlite_url


@pytest.fixture
def echo(app, client):
    app.config["WTF_CSRF_ENABLED"] = False
    app.add_url_rule("/echo", "echo", allow.public(lambda: {"seen": True}), methods=["GET", "POST"])
    return client


@pytest.mark.parametrize("path", ["/echo?q=%ff", "/echo?q=%00", "/echo?%c3%28=1", "/echo?q=%ed%a0%80"])
def test_an_address_that_is_not_text_is_refused(echo, path):
    assert echo.get(path).status_code == 400


def test_a_path_with_nul_leads_nowhere(echo):
    assert echo.get("/%00").status_code == 404
    assert echo.get("/echo%00").status_code == 404


def test_a_path_that_is_not_text_is_refused(echo):
    assert echo.get("/", environ_overrides={"PATH_INFO": "/\xff"}).status_code == 400


@pytest.mark.parametrize("body", [b"title=%ff", b"title=%00", b"title=\xff\xfe", b"title=%ed%a0%80"])
def test_a_form_that_is_not_text_is_refused(echo, body):
    answer = echo.post("/echo", data=body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 400


@pytest.mark.parametrize("data", [{"title": "a\x00b"}, {"a\x00b": "title"}])
def test_a_form_with_files_that_holds_nul_is_refused(echo, data):
    assert echo.post("/echo", data=data, content_type="multipart/form-data").status_code == 400


@pytest.mark.parametrize("name", ["\n", "a\nb", "\r\n"])
def test_a_part_whose_name_cannot_be_read_is_refused(echo, name):
    answer = echo.post("/echo", data={name: "x"}, content_type="multipart/form-data")
    assert answer.status_code == 400


@pytest.mark.parametrize("text", ["خطة", "გეგმა", "a\u200db", "<script>", "100 %", "1+1=2&3", "🙂"])
def test_text_of_any_script_passes(echo, text):
    assert echo.post("/echo", data={"title": text}).status_code == 200
    assert echo.get("/echo", query_string={"q": text}).status_code == 200


def test_a_form_with_too_many_fields_is_refused(echo):
    few, many = ("&".join(f"f{n}=1" for n in range(count)) for count in (MOST_FIELDS, 40_000))
    kind = "application/x-www-form-urlencoded"
    assert echo.post("/echo", data=few, content_type=kind).status_code == 200
    assert echo.post("/echo", data=many, content_type=kind).status_code == 413


@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "application/json", "multipart/form-data"]
)
def test_a_request_over_two_megabytes_is_refused(app, client, kind):
    answer = client.post("/sign-in", data=b"a" * (LARGEST_REQUEST + 1), content_type=kind)
    assert answer.status_code == 413


def test_an_endless_address_is_refused(echo):
    assert echo.get("/" + "a" * 20_000).status_code == 414
    assert echo.get("/echo?q=" + "a" * 20_000).status_code == 414


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost.evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_change_asked_for_by_another_site_is_refused(echo, headers):
    assert echo.post("/echo", headers=headers).status_code == 400


@pytest.mark.parametrize("headers", [{}, {"Origin": "http://localhost"}, {"Sec-Fetch-Site": "same-origin"}])
def test_a_change_asked_for_by_our_own_pages_passes(echo, headers):
    assert echo.post("/echo", headers=headers).status_code == 200


def test_a_link_from_another_site_may_be_followed(echo):
    assert echo.get("/echo", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


def test_a_method_cannot_be_smuggled_in(echo):
    assert echo.delete("/echo").status_code == 405
    assert echo.post("/echo", data={"_method": "DELETE"}).status_code == 200
    assert echo.post("/echo", headers={"X-HTTP-Method-Override": "DELETE"}).status_code == 200


def test_nobody_elsewhere_is_told_they_may_call_us(echo):
    answer = echo.options("/echo", headers={"Origin": "https://evil.example"})
    assert not [name for name, _ in answer.headers if name.startswith("Access-Control")]


def test_more_cookies_than_we_set_are_refused(app, echo):
    few, many = ("; ".join(f"c{n}={'x' * 90}" for n in range(count)) for count in (20, 100))
    unreadable = f"session={'x' * 100_000}"
    browser = app.test_client(use_cookies=False)
    answers = [browser.get("/echo", headers={"Cookie": each}) for each in (few, many, unreadable)]
    assert [answer.status_code for answer in answers] == [200, 431, 200]
