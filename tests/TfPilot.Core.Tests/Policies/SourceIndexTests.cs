using TfPilot.Core.Policies;

namespace TfPilot.Core.Tests.Policies;

public sealed class SourceIndexTests
{
    private static readonly SourceIndex Index = SourceIndex.Of("live/prod", new (string File, string Text)[]
    {
        ("live/prod/main.tf",
            "resource \"aws_vpc\" \"main\" {\n  cidr = \"x\"\n  tags = {}\n}\nmodule \"net\" {\n  source = " +
                "\"../../modules/net\"\n}\nmodule \"far\" {\n  source = \"acme/far/aws\"\n}\n"),
        ("modules/net/a.tf", "\nresource \"aws_subnet\" \"a\" {\n}\nmodule \"deep\" {\n  source = \"./deep\"\n}\n"),
        ("modules/net/deep/b.tf", "data \"aws_ami\" \"b\" {\n}\n"),
        ("live/dev/main.tf", "resource \"aws_vpc\" \"dev\" {\n}\n"),
    }.SelectMany(file => HclBlocks.Read(file.File, file.Text)));

    [Theory]
    [InlineData("aws_vpc.main", "tags.owner", "live/prod/main.tf:3")]
    [InlineData("aws_vpc.main", "tags[\"a b\"]", "live/prod/main.tf:3")]
    [InlineData("aws_vpc.main", "name", "live/prod/main.tf:1")] // the block, where the attribute is not written
    [InlineData("aws_vpc.main", "", "live/prod/main.tf:1")]
    [InlineData("module.net", "source", "live/prod/main.tf:6")]
    [InlineData("module.net.aws_subnet.a", "x", "modules/net/a.tf:2")]
    [InlineData("module.net.module.deep.data.aws_ami.b", "x", "modules/net/deep/b.tf:1")]
    [InlineData("module.far.aws_subnet.a", "source", "live/prod/main.tf:8")] // not at hand: the call
    [InlineData("aws_vpc.dev", "", null)] // another project's
    [InlineData("module.gone.aws_vpc.a", "", null)]
    public void The_location_is_the_line_of_the_attribute_or_block(string block, string attribute, string? place)
    {
        var found = Index.LocationOf(block, attribute);

        (found is null ? null : $"{found.File}:{found.Line}").Should().Be(place);
    }

    [Fact]
    public void Findings_have_their_source_location()
    {
        var context = PolicyData.With(PolicyData.Tags("owner"))
            .In(("net.tf", "resource \"aws_vpc\" \"a\" {\n  tags = {}\n}\n"));

        var finding = context.Findings(PolicyData.Create("aws_vpc", """{"tags":{}}""", "aws_vpc.a[0]")).Single();

        finding.Source.Should().Be(new SourceLocation("net.tf", 2));
    }
}
