using TfPilot.GitHub.Calls;
using TfPilot.GitHub.Tests.Fake;
using static TfPilot.GitHub.Tests.Fake.FakePeople;

namespace TfPilot.App.Tests.Reconciling;

public sealed class PeopleTests
{
    private const string Two = "version: 1\nenvironments:\n  prod:\n    paths: [\"live/prod/**\"]\n    approvals: { teams: [platform], count: 2 }\n";

    [Fact]
    public async Task The_check_passes_when_two_of_the_team_have_approved_what_the_plan_shows()
    {
        await using var bench = await PlannedAsync();
        await bench.RunAsync();
        var none = bench.Shown("tfpilot: main");
        bench.Repository.Reviewed(7, Bob, "APPROVED", bench.Now);
        await bench.RunAsync();
        var one = bench.Shown("tfpilot: main");
        bench.Repository.Reviewed(7, Cy, "APPROVED", bench.Now);

        await bench.RunAsync();

        (none, one).Should().Be(("action_required prod: 0 of 2 approvals, platform missing", "action_required prod: 1 of 2 approvals, platform missing"));
        bench.Shown("tfpilot: main").Should().StartWith("success");
    }

    private static async Task<ABench> PlannedAsync(string settings = Two)
    {
        var bench = await ABench.OpenAsync(settings);
        bench.Pull.Files.Add(new("live/prod/web/main.tf", FileChange.Modified, null));
        await bench.ReportsAsync(ABench.Plans(ABench.Project("live/prod/web", "prod")));
        return bench;
    }
}
