using TfPilot.Core.Environments;

namespace TfPilot.Core.Tests.Environments;

/// <summary>Which project's state a configuration reads.</summary>
public class StateAddressTests
{
    public static readonly TheoryData<string, string, string, bool> Pairs = new()
    {
        { "the same bucket and key",
            """backend "s3" { bucket = "b", key = "net" }""",
            """backend = "s3" config = { bucket = "b", key = "net", region = "eu-west-1" }""", true },
        { "another key",
            """backend "s3" { bucket = "b", key = "net" }""",
            """backend = "s3" config = { bucket = "b", key = "app" }""", false },
        { "another bucket",
            """backend "s3" { bucket = "b", key = "net" }""",
            """backend = "s3" config = { bucket = "c", key = "net" }""", false },
        { "a bucket from -backend-config",
            """backend "s3" { key = "net" }""",
            """backend = "s3" config = { bucket = "b", key = "net" }""", true },
        { "an unknown key",
            """backend "s3" { bucket = "b", key = "net" }""",
            """backend = "s3" config = { bucket = "b", key = "${var.env}/net" }""", false },
        { "another kind of backend",
            """backend "gcs" { bucket = "b", prefix = "net" }""",
            """backend = "s3" config = { bucket = "b", key = "net" }""", false },
        { "a folder of a Google bucket",
            """backend "gcs" { bucket = "b", prefix = "net" }""",
            """backend = "gcs" config = { bucket = "b", prefix = "net" }""", true },
        { "a workspace of HCP Terraform",
            """cloud { organization = "acme" workspaces { name = "net" } }""",
            """backend = "remote" config = { organization = "acme", workspaces = { name = "net" } }""", true },
        { "a local file beside the configuration", """backend "local" {}""",
            """backend = "local" config = { path = "../net/terraform.tfstate" }""", true },
        { "another local file", """backend "local" { path = "other.tfstate" }""",
            """backend = "local" config = { path = "../net/terraform.tfstate" }""", false },
        { "a commented backend", """# backend "s3" { bucket = "b", key = "net" }""",
            """backend = "s3" config = { bucket = "b", key = "net" }""", false },
        { "a kind that is not known", """backend "etcd" { path = "net" }""",
            """backend = "etcd" config = { path = "net" }""", false },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_state_is_known_to_be_read_only_if_nothing_of_its_address_differs(
        string why, string backend, string data, bool isSame)
    {
        var state = TerraformFile.Read("backend.tf", $"terraform {{\n{Lines(backend)}\n}}\n").State;
        var reads = TerraformFile.Read(
            "data.tf", $"data \"terraform_remote_state\" \"net\" {{\n{Lines(data)}\n}}\n").ReadStates;

        reads.Should().ContainSingle(why);
        (state is not null && reads[0].IsSame("live/app", state, "live/net")).Should().Be(isSame, why);
    }

    /// <summary>One argument per line, as HCL requires.</summary>
    private static string Lines(string text) => text.Replace(", ", "\n", StringComparison.Ordinal)
        .Replace("{ ", "{\n", StringComparison.Ordinal).Replace(" }", "\n}", StringComparison.Ordinal)
        .Replace("\" config", "\"\nconfig", StringComparison.Ordinal)
        .Replace("\" workspaces", "\"\nworkspaces", StringComparison.Ordinal);
}
