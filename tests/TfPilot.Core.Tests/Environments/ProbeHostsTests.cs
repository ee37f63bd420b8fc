using TfPilot.Core.Environments;

namespace TfPilot.Core.Tests.Environments;

public class ProbeHostsTests
{
    [Theory]
    [InlineData("app.example.com", "https://app.example.com/health", true)]
    [InlineData("app.example.com", "https://APP.example.com:8443/", true)]
    [InlineData("app.example.com", "http://app.example.com/", false)] // only https
    [InlineData("app.example.com", "https://app.example.com.evil.test/", false)]
    [InlineData("app.example.com", "https://evil.test/app.example.com", false)]
    [InlineData("app.example.com", "https://user@app.example.com/", false)] // credentials
    [InlineData("app.example.com", "ftp://app.example.com/", false)]
    [InlineData("http://app.example.com", "http://app.example.com/", true)]
    [InlineData("http://app.example.com", "https://app.example.com/", true)]
    [InlineData("*.example.com", "https://a.b.example.com/", true)]
    [InlineData("*.example.com", "https://example.com/", false)]
    [InlineData("*.example.com", "https://badexample.com/", false)]
    [InlineData("10.0.0.0/8", "https://10.1.2.3/", true)]
    [InlineData("10.0.0.0/8", "http://10.1.2.3/", true)] // an address has no certificate
    [InlineData("10.0.0.0/8", "https://93.184.216.34/", false)]
    [InlineData("app.example.com", "https://169.254.169.254/", false)]
    [InlineData("fd00::/8", "https://[fd00::1]/", true)]
    public void Only_listed_hosts_are_requested(string entry, string url, bool isAllowed) =>
        (new ProbeHosts([entry]).Refuse(new(url)) is null).Should().Be(isAllowed);

    [Theory]
    [InlineData("93.184.216.34", true)]
    [InlineData("2606:2800:220:1::1", true)]
    [InlineData("10.0.0.1", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("169.254.169.254", false)] // metadata of a cloud's machine
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.0", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("fe80::1%eth0", false)]
    [InlineData("fd00:ec2::254", false)]
    [InlineData("::ffff:169.254.169.254", false)] // IPv4 in IPv6
    [InlineData("64:ff9b::a9fe:a9fe", false)]
    [InlineData("ff02::1", false)]
    [InlineData("not an address", false)]
    public void Private_link_local_and_reserved_addresses_are_not_reached(string address, bool isAllowed) =>
        new ProbeHosts(["app.example.com"]).AllowsAddress(address).Should().Be(isAllowed);

    [Theory]
    [InlineData("10.1.0.0/16", "10.1.2.3", true)]
    [InlineData("10.1.0.0/16", "10.2.2.3", false)]
    [InlineData("127.0.0.1", "127.0.0.1", true)]
    [InlineData("127.0.0.1", "::ffff:127.0.0.1", true)]
    [InlineData("fd00::/8", "fd12::1", true)]
    [InlineData("fd00::/8", "fe80::1", false)]
    public void A_private_address_is_reached_if_it_is_listed(string entry, string address, bool isAllowed) =>
        new ProbeHosts([entry]).AllowsAddress(address).Should().Be(isAllowed);

    [Theory]
    [InlineData("app.example.com", true)]
    [InlineData("*.example.com", true)]
    [InlineData("http://localhost", true)]
    [InlineData("10.0.0.0/8", true)]
    [InlineData("::1", true)]
    [InlineData("any", true)] // a host like every other
    [InlineData("*", false)]
    [InlineData("https://app.example.com", false)]
    [InlineData("app.example.com/health", false)]
    [InlineData("app.example.com:8443", false)]
    [InlineData("10.0.0.0/64", false)]
    [InlineData("a b", false)]
    public void An_entry_is_a_host_or_a_block_of_addresses(string entry, bool isValid) =>
        (ProbeHosts.FindError(entry) is null).Should().Be(isValid);
}
