using System.Text;
using TfPilot.Core.Costs;

namespace TfPilot.Core.Tests.Costs;

public sealed class InfracostReaderTests
{
    internal const string Classic = """
        {
          "version": "0.2", "currency": "EUR", "metadata": { "infracostCommand": "diff" },
          "projects": [{
            "name": "shop/live/prod", "metadata": { "path": "live/prod", "type": "terraform_dir", "terraformModulePath": "prod", "terraformWorkspace": "blue" },
            "pastBreakdown": { "resources": [{ "name": "aws_instance.a", "resourceType": "aws_instance", "monthlyCost": "7.5", "costComponents": [] }] },
            "breakdown": { "resources": [
              { "name": "module.web[\"x\"].aws_instance.a", "monthlyCost": "12.25", "monthlyUsageCost": "2.25",
                "costComponents": [{ "name": "Hours", "unit": "hours", "monthlyQuantity": "730", "monthlyCost": "10" }],
                "subresources": [{ "name": "disk", "costComponents": [{ "name": "IO", "unit": "requests", "monthlyQuantity": "9", "monthlyCost": "2.25", "usageBased": true }] }] },
              { "name": "aws_s3_bucket.logs", "monthlyCost": null, "costComponents": [{ "name": "Storage", "unit": "GB", "monthlyQuantity": null, "monthlyCost": null }] },
              { "name": "aws_appautoscaling_target.a", "futureKey": [1] }
            ] },
            "summary": { "totalSupportedResources": 3, "totalNoPriceResources": 4, "unsupportedResourceCounts": { "aws_b": 2, "aws_a": 1 } }
          }]
        }
        """;

    internal const string Scan = """
        {
          "currency": "EUR", "summary": { "projects": 1 },
          "projects": [{
            "project_name": "shop", "path": "live/prod", "finops_results": [],
            "resources": [
              { "name": "aws_instance.a", "type": "aws_instance", "is_supported": true, "is_free": false,
                "cost_components": [{ "name": "Hours", "unit": "hours", "price": "0.01", "quantity": "1000", "base_monthly_cost": "10", "usage_monthly_cost": "0", "total_monthly_cost": "10" }],
                "subresources": [{ "name": "disk", "type": "", "is_supported": true, "is_free": false,
                  "cost_components": [{ "name": "IO", "unit": "requests", "price": "0.25", "quantity": "9", "base_monthly_cost": "0", "usage_monthly_cost": "2.25", "total_monthly_cost": "2.25" }] }] },
              { "name": "aws_s3_bucket.logs", "type": "aws_s3_bucket", "is_supported": true, "is_free": false,
                "cost_components": [{ "name": "Storage", "unit": "GB", "price": "0.02", "quantity": "0", "base_monthly_cost": "0", "usage_monthly_cost": "0", "total_monthly_cost": "0" }] },
              { "name": "aws_vpc.a", "type": "aws_vpc", "is_supported": true, "is_free": true },
              { "name": "aws_odd.a", "type": "aws_odd", "is_supported": false, "is_free": false }
            ],
            "diagnostics": [{ "prefix": "Warning", "message": "old provider", "severity": "warning" }]
          }]
        }
        """;

    [Fact]
    public void The_v0_10_format_is_read()
    {
        var project = An.Read(Classic).Projects.Should().ContainSingle().Which;

        project.Label.Should().Be("shop/live/prod (prod, workspace blue)");
        project.Path.Should().Be("live/prod");
        project.Before!.Monthly.Should().Be(7.5m);
        project.After.Monthly.Should().Be(12.25m);
        project.After.MonthlyUsage.Should().Be(2.25m);
        project.Counts.Should().BeEquivalentTo(new CostCounts(3, 2, 4, [new("aws_a", 1), new("aws_b", 2)]));
        project.After.Resources.Select(resource => (resource.Address, resource.Type, resource.Monthly)).Should().Equal(
            ("module.web[\"x\"].aws_instance.a", "aws_instance", 12.25m),
            ("aws_s3_bucket.logs", "aws_s3_bucket", null), // no usage estimate
            ("aws_appautoscaling_target.a", "aws_appautoscaling_target", 0m)); // a free resource
        project.After.Resources[0].Components.Should()
            .Equal(new CostComponent("Hours", "hours", 730m, 10m, false),
                new CostComponent("disk: IO", "requests", 9m, 2.25m, true));
    }

    [Fact]
    public void The_CLI_v2_format_is_read()
    {
        var project = An.Read(Scan).Projects.Should().ContainSingle().Which;

        (project.Name, project.Path, project.Before, project.Errors.Count).Should().Be(("shop", "live/prod", null, 0));
        project.After.Monthly.Should().Be(12.25m);
        project.After.MonthlyUsage.Should().Be(2.25m);
        project.Counts.Should().BeEquivalentTo(new CostCounts(2, 2, 1, [new("aws_odd", 1)]));
        project.After.Resources.Select(resource => (resource.Address, resource.Monthly)).Should()
            .Equal(("aws_instance.a", 12.25m), ("aws_s3_bucket.logs", null));
        project.After.Resources[0].Components.Should()
            .Equal(new CostComponent("Hours", "hours", 1000m, 10m, false),
                new CostComponent("disk: IO", "requests", 9m, 2.25m, true));
    }

    [Theory]
    [InlineData("0", "0", null)] // nobody estimated the usage
    [InlineData("0", "5", "5")] // a flat fee
    [InlineData("3", "0", "0")] // a free tier
    public void A_zero_quantity_with_zero_cost_is_unknown_usage_in_v2(
        string quantity, string total, string? monthly)
    {
        var json = $$"""
            { "currency": "USD", "projects": [{ "project_name": "a", "resources": [{ "name": "aws_lb.a", "type": "aws_lb", "is_supported": true,
              "cost_components": [{ "name": "Part", "unit": "GB", "quantity": "{{quantity}}", "total_monthly_cost": "{{total}}" }] }] }] }
            """;

        var resource = An.Read(json).Projects[0].After.Resources[0];

        (resource.Monthly?.ToString(System.Globalization.CultureInfo.InvariantCulture), resource.DependsOnUsage)
            .Should().Be((monthly, monthly is null));
    }

    [Fact]
    public void A_critical_v2_diagnostic_is_an_error()
    {
        var project = An.Read(
            Scan.Replace(
                "\"severity\": \"warning\"", "\"severity\": \"critical\"", StringComparison.Ordinal)).Projects[0];

        project.Errors.Should().Equal("old provider");
    }

    [Theory]
    [InlineData("breakdown", "terraform_dir", true)] // it compares nothing and repeats its result as the past
    [InlineData("breakdown", "terragrunt_dir", true)]
    [InlineData("breakdown", "terraform_plan_json", false)] // the past is the plan's prior state
    [InlineData("diff", "terraform_dir", false)]
    [InlineData("output", "terraform_dir", false)]
    public void A_breakdown_of_a_directory_has_no_base_side(string command, string type, bool isCopy)
    {
        var side = """{ "resources": [{ "name": "aws_instance.a", "monthlyCost": "5" }] }""";
        var json = $$"""
            { "version": "0.2", "currency": "USD", "metadata": { "infracostCommand": "{{command}}" },
              "projects": [{ "name": "a", "metadata": { "type": "{{type}}" }, "pastBreakdown": {{side}}, "breakdown": {{side}} }] }
            """;

        var project = An.Read(json).Projects[0];

        (project.Before is null).Should().Be(isCopy);
    }

    [Theory]
    [InlineData("", "infracost.json is not valid JSON near line 1.")]
    [InlineData("{\n\"version\": ", "infracost.json is not valid JSON near line 2.")]
    [InlineData("[]", "infracost.json is not a JSON object.")]
    [InlineData("""{ "format_version": "1.2", "resource_changes": [] }""",
        "infracost.json is a Terraform plan, not a cost estimate.")]
    [InlineData("""{ "a": 1 }""", "infracost.json is JSON but not an Infracost estimate: it has no projects.")]
    [InlineData("""{ "projects": [] }""", "infracost.json is JSON but not an Infracost estimate: it has no currency.")]
    [InlineData("""{ "version": "0.3", "projects": [] }""",
        "infracost.json has an unsupported version of Infracost's format; \"0.2\" is supported.")]
    [InlineData(
        """{ "version": 2, "projects": [] }""", "infracost.json is not valid Infracost output: version is not text.")]
    [InlineData("""{ "currency": "<b>", "projects": [] }""",
        "infracost.json has a currency that is not an ISO 4217 code such as USD.")]
    [InlineData("""{ "currency": "USD", "projects": {} }""",
        "infracost.json is not valid Infracost output: projects is not a list.")]
    [InlineData("""{ "currency": "USD", "projects": [7] }""",
        "infracost.json is not valid Infracost output: projects[0] is not an object.")]
    [InlineData(
        """{ "version": "0.2", "projects": [{ "breakdown": { "resources": [{ "monthlyCost": "s3cret" }] } }] }""",
        "infracost.json is not valid Infracost output: projects[0].breakdown.resources[0].monthlyCost is " +
        "not an amount.")]
    [InlineData("""{ "version": "0.2", "projects": [{ "breakdown": { "resources": [{ "monthlyCost": 1e20 }] } }] }""",
        "infracost.json is not valid Infracost output: projects[0].breakdown.resources[0].monthlyCost is not a " +
        "plausible amount.")]
    [InlineData("""{ "version": "0.2", "projects": [{ "summary": { "totalNoPriceResources": -1 } }] }""",
        "infracost.json is not valid Infracost output: projects[0].summary.totalNoPriceResources is not a count.")]
    [InlineData("""{ "currency": "USD", "projects": [{ "resources": [{ "is_free": "no" }] }] }""",
        "infracost.json is not valid Infracost output: projects[0].resources[0].is_free is not true or false.")]
    [InlineData(
        """{ "currency": "USD", "projects": [{ "project_name": "\ud800" }] }""", "infracost.json is not valid JSON.")]
    public void A_file_that_is_not_an_estimate_is_one_problem_with_location_and_fix(string json, string problem)
    {
        var read = InfracostReader.Read("infracost.json", Encoding.UTF8.GetBytes(json));

        An.Problems(read).Should()
            .Equal(
                $"{problem} Write it with `infracost breakdown --format json` or `infracost diff --format json` " +
                    "(v0.10) or `infracost scan --json` (v2).");
    }

    [Fact]
    public void A_UTF_16_file_written_by_PowerShell_is_read()
    {
        byte[] bytes = [.. Encoding.Unicode.GetPreamble(),
            .. Encoding.Unicode.GetBytes(Scan.Replace("old provider", "prix: €", StringComparison.Ordinal))];

        var estimate = An.Value(InfracostReader.Read("infracost.json", bytes));

        estimate.Projects[0].After.Monthly.Should().Be(12.25m);
    }
}
