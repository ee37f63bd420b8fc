using System.Text;
using TfPilot.Delivery.Registry;

namespace TfPilot.Delivery.Tests.Registry;

public sealed class StateReaderTests
{
    [CorpusFact]
    public void Real_state_files_are_read_as_labeled()
    {
        foreach (var file in CorpusFile.All("tfstate").Where(file => !IsInvalid(file)))
        {
            var resources = Valid(file.Bytes, file.Name).Resources;

            $"{resources.Count(one => one.Deposed is null)}".Should().Be(file.Value("managed_instances"), file.Name);
            $"{resources.Count(one => one.Deposed is not null)}".Should()
                .Be(file.Value("deposed_objects") ?? "0", file.Name);
            resources.Any(one => one.IsTainted).Should()
                .Be(file.Label.Contains(" tainted", StringComparison.Ordinal), file.Name);
            if (file.Value("managed_instances") != "0" && !file.Label.Contains(" data", StringComparison.Ordinal))
                string.Join(',', Providers(resources)).Should()
                    .Be(file.Value("providers")!.Replace(",provider.", "", StringComparison.Ordinal), file.Name);
        }
    }

    [CorpusFact]
    public void Real_shown_states_are_read_as_labeled()
    {
        foreach (var file in CorpusFile.All("tfshow"))
        {
            if (file.Label.StartsWith("INVALID", StringComparison.Ordinal)) Invalid(file.Bytes, file.Name);
            else
                $"{Valid(file.Bytes, file.Name).Resources.Count}".Should().Be(file.Value("managed"), file.Name);
        }
    }

    [CorpusFact]
    public void A_shown_state_has_the_same_resources_as_its_file()
    {
        foreach (var shown in CorpusFile.All("tfshow"))
        {
            var file = Corpus.PathOf("tfstate", Path.ChangeExtension(shown.Name, ".tfstate"));
            if (!File.Exists(file)) continue;

            var resources = Valid(shown.Bytes, shown.Name).Resources;

            Valid(File.ReadAllBytes(file), file).Resources.Should().BeEquivalentTo(resources, shown.Name);
        }
    }

    [CorpusFact]
    public void A_real_file_that_is_no_state_is_refused_with_one_sentence()
    {
        foreach (var file in CorpusFile.All("tfstate").Where(IsInvalid))
            Invalid(file.Bytes, file.Name).Should().StartWith($"{file.Name} ", file.Name);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData(" \n", "is empty")]
    [InlineData("[]", "is not a state")]
    [InlineData("{}", "is not a state")]
    [InlineData("""{"version":4,"resources":[{"mode":"managed","instances":[{}]}]}""", "has a resource without type")]
    [InlineData("""{"version":4,"resources":{}}""", "has a resources that is not a list")]
    [InlineData("""{"version":3,"backend":{}}""", "record of the backend")]
    [InlineData("""{"version":3,"modules":[]}""", "format version 3")]
    [InlineData("""{"version":4,"resources":[""", "is not complete JSON (line 1)")]
    [InlineData("""{"encrypted_data":"x"}""", "is an encrypted state")]
    [InlineData("version https://git-lfs.github.com/spec/v1", "is a Git LFS pointer")]
    [InlineData("""{"format_version":"1.2","planned_values":{}}""", "is a plan, not a state")]
    [InlineData("""{"format_version":"1.0","values":{"root_module":{"resources":[1]}}}""", "is not an object")]
    public void Other_files_are_refused_with_one_sentence(string text, string why) =>
        Invalid(Encoding.UTF8.GetBytes(text), "state.json").Should().Contain(why);

    [Theory]
    [InlineData("provider.aws", "aws")]
    [InlineData("provider.aws.alias", "aws")]
    [InlineData("provider[\\\"registry.terraform.io/hashicorp/aws\\\"]", "registry.terraform.io/hashicorp/aws")]
    [InlineData("module.m.provider[\\\"registry.terraform.io/hashicorp/aws\\\"].alias",
        "registry.terraform.io/hashicorp/aws")]
    [InlineData("module.a[\\\"x.provider\\\"].provider.null", "null")]
    public void The_provider_is_read_in_every_spelling(string text, string provider) =>
        Valid(File4("""[{"attributes":{}}]""", provider: text)).Resources[0].Provider.Should().Be(provider);

    [Theory]
    [InlineData("0", "aws_vpc.a[0]")]
    [InlineData("\"us/east\"", "aws_vpc.a[\"us/east\"]")]
    [InlineData("\"a\\\"b\\\\c\"", "aws_vpc.a[\"a\\\"b\\\\c\"]")]
    [InlineData("\"${x}\"", "aws_vpc.a[\"$${x}\"]")]
    public void Addresses_have_the_key_as_terraform_writes_it(string key, string address) =>
        Valid(File4($"[{{\"index_key\":{key},\"attributes\":{{}}}}]")).Resources[0].Address.Should().Be(address);

    [Theory]
    [InlineData("attributes", "\"tags\":{\"Name\":\"main\",\"x\":\"y\"}")]
    [InlineData("attributes_flat", "\"tags.Name\":\"main\",\"tags.x\":\"y\",\"tags.%\":\"2\"")]
    public void Only_the_fields_of_the_list_are_read(string attributes, string tags)
    {
        const string Values =
            "\"id\":\"vpc-1\",\"arn\":\"arn:aws:ec2:eu-west-1:1:vpc/vpc-1\",\"private_ip\":\"10.0.0.7\"";

        var resource = Valid(File4($"[{{\"{attributes}\":{{{Values},{tags}}}}}]")).Resources[0];

        resource.Should().BeEquivalentTo(new StateResource("aws_vpc.a", "aws_vpc", "aws")
        {
            Id = "vpc-1", Arn = "arn:aws:ec2:eu-west-1:1:vpc/vpc-1", Name = "main", Region = "eu-west-1",
            Tags = new Dictionary<string, string> { ["Name"] = "main" }, Hosts = ["10.0.0.7"],
        });
    }

    [Fact]
    public void Large_integers_have_all_their_digits() =>
        Valid(File4("""[{"attributes":{"id":9007199254740993123}}]""")).Resources[0].Id.Should()
            .Be("9007199254740993123");

    [Fact]
    public void A_deposed_object_is_beside_the_current_one()
    {
        var resources = Valid(File4(
            """[{"deposed":"66e7e713","attributes":{"id":"old"}},{"status":"tainted","attributes":{"id":"new"}}]"""))
            .Resources;

        resources.Select(one => (one.Address, one.Deposed, one.IsTainted, one.Id)).Should().Equal(
            ("aws_vpc.a", "66e7e713", false, "old"), ("aws_vpc.a", null, true, "new"));
    }

    [Theory]
    [InlineData("""{"format_version":"1.0"}""", true)] // no state, or one that a destroy emptied
    [InlineData("""{"format_version":"1.0","values":{"root_module":{}}}""", true)]
    [InlineData("""{"version":4,"resources":[]}""", true)]
    public void An_empty_state_is_read(string text, bool isEmpty) =>
        Valid(Encoding.UTF8.GetBytes(text)).IsEmpty.Should().Be(isEmpty);

    private static bool IsInvalid(CorpusFile file) => file.Label.StartsWith("invalid", StringComparison.Ordinal);

    private static IEnumerable<string> Providers(IEnumerable<StateResource> resources) => resources
        .Select(one => one.Provider.Split('/')[^1]).Distinct().Order(StringComparer.Ordinal);

    private static byte[] File4(string instances, string provider = "provider.aws") => Encoding.UTF8.GetBytes(
        """
        {"version":4,
         "resources":[{"mode":"managed","type":"aws_vpc","name":"a","provider":"PROVIDER","instances":[]}]}
        """
        .Replace("PROVIDER", provider, StringComparison.Ordinal).Replace("[]", instances, StringComparison.Ordinal));

    private static StateResources Valid(byte[] utf8, string name = "state.json") => StateReader.Read(name, utf8).Match(
        state => state, problems => throw new InvalidOperationException($"{name}: {problems[0].Message}"));

    private static string Invalid(byte[] utf8, string name) => StateReader.Read(name, utf8).Match(
        _ => throw new InvalidOperationException($"{name} was read"),
        problems => problems.Should().ContainSingle(name).Subject.Message);
}
