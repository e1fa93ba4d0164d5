"""Pins which IP addresses and hosts a source may talk to."""

from __future__ import annotations

import httpx
import pytest

from schemas.profile import FetchProfile
from tasks.fetching.reach import HostRules, is_allowed_ip

PUBLIC = ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"]
PRIVATE = ["127.0.0.1", "127.8.9.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "::1", "fc00::1"]
PRIVATE += ["::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::"]
NEVER = [
    "100.100.100.200",
    "168.63.129.16",
    "192.0.0.192",
    "fd00:ec2::254",
    "::ffff:169.254.169.254",
    "0.0.0.0",
    "169.254.169.254",
    "224.0.0.1",
    "255.255.255.255",
    "240.0.0.1",
    "::",
    "fe80::1%eth0",
]
NEVER += ["ff02::1", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "fec0::1"]


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_allowed(address: str) -> None:
    assert is_allowed_ip(address, allow_private=False)


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_a_question_of_the_profile(address: str) -> None:
    assert not is_allowed_ip(address, allow_private=False)
    assert is_allowed_ip(address, allow_private=True)


@pytest.mark.parametrize("address", NEVER)
def test_some_addresses_are_never_allowed(address: str) -> None:
    assert not is_allowed_ip(address, allow_private=True)


def test_hosts_and_ports_are_those_of_the_profile() -> None:
    profile = FetchProfile(
        feed="https://News.Example.org:8443/feed",
        allowed_hosts=("files.example.org", "b\u00fccher.example:81"),
    )
    rules = HostRules.of(profile)
    allowed = [
        "https://news.example.org:8443/x",
        "https://news.example.org./x",
        "http://news.example.org/x",
        "https://FILES.example.org/x",
        "http://xn--bcher-kva.example:81/x",
    ]
    refused = [
        "https://news.example.org:22/x",
        "https://files.example.org:8443/x",
        "https://evil.example.org/x",
        "https://news.example.org.evil.example/x",
        "http://b\u00fccher.example/x",
        "ftp://news.example.org/x",
    ]
    assert [url for url in allowed if not rules.allows(httpx.URL(url))] == []
    assert [url for url in refused if rules.allows(httpx.URL(url))] == []
