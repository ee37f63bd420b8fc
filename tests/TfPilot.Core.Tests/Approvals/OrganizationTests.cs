using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Core.Costs;
using TfPilot.Core.Environments;
using TfPilot.Core.Plans;
using TfPilot.Core.Reviews;
using TfPilot.Core.Tests.Approvals.Cases;
using static TfPilot.Core.Tests.Approvals.PullData;

namespace TfPilot.Core.Tests.Approvals;

/// <summary>Decides every row of the organizations in <c>docs/guides/approvals.md</c>.</summary>
public sealed class OrganizationTests
{
    private static readonly Dictionary<string, ResourceChange> Plans = new()
    {
        ["creates"] = Creation,
        ["destroys"] = Deletion,
        ["loses a database"] = Tests.Reviews.A.Delete("aws_db_instance.orders"),
        ["creates a key"] = Tests.Reviews.A.Create("aws_iam_access_key.ci"),
        ["costs 300 more"] = Creation,
    };

    private static readonly IReadOnlyList<Person> Everybody = [.. Organizations.Teams.Values
        .SelectMany(people => people).Append("kim").Distinct().Order()
        .Select((login, i) => new Person(new(i + 1), login))];

    public static TheoryData<string> Lines => new(Organizations.Cases.Select(line => line.Name));

    [Theory]
    [MemberData(nameof(Lines))]
    public void The_page_shows_the_actual_decision(string name)
    {
        var line = Organizations.Cases.Single(line => line.Name == name);

        Decided(line).Should().Be(line.Decision);
    }

    [Fact]
    public void Five_organizations_reach_every_decision_except_errors()
    {
        Organizations.Cases.Select(line => line.Organization).Distinct().Should().HaveCount(5);
        Organizations.Cases.Select(line => line.Decision.Split(':')[0]).Distinct().Should()
            .BeEquivalentTo("approved", "pending", "blocked", "overridden", "not required");
    }

    private static string Decided(OrganizationCase line)
    {
        var pull = Spoken(Planned(line), line.Who);
        var decision = CheckRules.Judge(pull).Decision;
        return decision is Decision.Approved or Decision.NotApplicable ? decision.Word()
            : $"{decision.Word()}: {CheckRules.Decide(pull)[0].Title}";
    }

    private static PullFacts Planned(OrganizationCase line)
    {
        var settings = Organizations.Settings(line.Organization);
        // The shipped workflow plans every project when the settings change.
        var projects = line.Plan == "nothing" ? [] : line.Plan == "changes nothing"
            ? settings.Environments.Select(environment => Project($"live/{environment.Name}/web", environment.Name))
            : line.Changed.Select(FolderPath.Of).Distinct()
            .SelectMany(folder => settings.EnvironmentsOf(folder, workspace: null), (folder, environment) =>
            Project(folder, environment.Name,
                Plans[line.Plan]) with
            { Cost = Rising(line.Plan == "costs 300 more" ? 300 : 0) });
        var changed = new ChangedFiles([.. line.Changed.Select(path => new ChangedFile(path, ChangeStatus.Modified))]);
        return (Pull() with
        {
            Settings = settings.ToEffective("main", People.Main, new DateOnly(2026, 11, 2)),
            Affected = TouchRules.Decide(changed, settings.Map, settings.Unmapped),
            People = People.Everybody with
            {
                Author = Named("ann"),
                Commits = [new(People.S2, [People.S1], Named("ann"), Named("ann")),
                    new(People.S1, [People.Main], Named("ann"), Named("ann"))],
                Pushes = [new(Named("ann"), null, People.S2)],
                Teams = [.. Organizations.Teams.Select(
                    team => People.Team(TeamName.Parse(team.Key), [.. team.Value.Select(Named)]))],
                Access = [.. Everybody.Select(person => new KnownAccess(
                    person.Id, person.Login == "kim" ? RepositoryAccess.Read : RepositoryAccess.Write))],
                Logins = [.. Everybody.Select(person => new KnownLogin(person.Login, person.Id))],
            },
        }).With(Evidence(1, [.. projects]));
    }

    /// <summary>Adds the reviews of the row; an approval before the last push was for the same plan.</summary>
    private static PullFacts Spoken(PullFacts pull, IReadOnlyList<string> who)
    {
        var bindings = PlanBinding.Of(pull);
        var statements = who.Where(word => word != "nobody")
            .Select(word => (By: Named(word.Split(' ')[0]), What: string.Join(' ', word.Split(' ').Skip(1)))).ToList();
        return pull.WithPeople(people => people with
        {
            Reviews = [.. statements.Select((one, i) => Review(one.By, one.What, i + 1)).OfType<PullReview>()],
            Plans = [.. bindings.SelectMany(binding => new[] { People.S1, People.S2 },
                (binding, commit) =>
                    new PublishedPlan(commit, binding.Environment, binding.Fingerprint, People.Start))],
            Overrides =
                [.. statements.Where(one => one.What == "overrides").SelectMany(one => bindings, (one, binding) =>
                new OverrideRequest(one.By, binding.Environment!, pull.Head, binding.Fingerprint,
                    "The shop is down for everybody.", People.Start.AddHours(3)))],
            PolicyApprovals = [.. statements.Where(one => one.What.StartsWith("approves ", StringComparison.Ordinal))
                .SelectMany(one => bindings.SelectMany(binding => binding.Findings
                .Where(found => one.What == $"approves {found.Rule}")
                .Select(found => new PolicyApproval(
                    one.By, found.Rule, binding.Environment, found.Hash, People.Start.AddHours(3)))))],
        });
    }

    private static PullReview? Review(Person by, string what, int minutes) => what switch
    {
        "" => by.Ok(minutes),
        "earlier" => by.Ok(minutes, People.S1),
        "against" => by.Objects(minutes),
        _ => null,
    };

    private static Person Named(string login) => Everybody.Single(person => person.Login == login);

    private static ProjectCost Rising(decimal delta) =>
        new()
        {
            Label = "web", Name = "web", Path = "live/prod/web", ModulePath = null, Currency = "USD", Before = 100,
            After = 100 + delta
        };
}
