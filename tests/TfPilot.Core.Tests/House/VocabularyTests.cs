using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TfPilot.Core.Tests.House;

/// <summary>
/// Names use the terms of the field. Each row lists words that the project does not use and their replacements.
/// </summary>
public class VocabularyTests
{
    private static readonly (string Words, string Instead)[] Table =
    [
        ("Desk", "Command"),
        ("Hear|Press", "Handle"),
        ("IDrain|Drain", "IBackgroundJob, RunOnce"),
        ("Rounds|CommentRound", "TimerRun, MissedCommentScan"),
        ("AddUrgent|AddSlow", "AddQueueWorker, AddPeriodicJob"),
        ("Reconsiderer|Sweeper|RetentionRun", "OpenPullResync, RedeliverySweep, RetentionJob"),
        ("ParkedReport|ParkedPull|ParkedDelivery|ParkedChecks", "DeadLetter"),
        ("Crowded|NotProved|NotAllowed", "Busy, Unauthorized, Forbidden"),
        ("OfHand|ByHand|OfTestMerge", "FromDispatch, FromMergeRef"),
        ("AppParts|ConcernedPulls|LockReturn", "AppRegistration, PullMarker, LockReleaser"),
        ("Standing|Standings|RuleStanding", "RequirementResult, RuleResult, RecordedConsents"),
        ("Told", "a word that says what it holds"),
        ("KnownPeople|KnownFiles|KnownIgnores|BaseMoves",
            "PeopleCache, ChangedFilesCache, IgnoreCommentCache, BaseBranchChanges"),
        ("KeptDifferences|KeepsDiff|ShownPlans", "CleanMergeDetector, PreservesDiff, PublishedPlans"),
        ("CheckWriting|DecisionHistory|PullGathering|PeopleGathering",
            "CheckRunPublisher, AuditLog, PullFactsReader, PeopleFactsReader"),
        ("InLine|SharedCommits|Fragment", "GroupCommitQueue, GroupCommit, SqlSession, SqlFragment"),
        ("LockPlaces|Packing", "LockQueue, Compression"),
        ("Persistence|Patience|PerTry|Effort", "RetryingSender, GitHubTimeouts, Attempt"),
        ("Refusal|RefusalKind|MayBeDone|SwitchedOff", "GitHubError, GitHubErrorKind, OutcomeUnknown, Disabled"),
        ("Accesses|Activities|BranchMove|Clocks|CommentTexts|Conversations|HistoryHand",
            "CollaboratorPermissions, RepositoryActivity, BranchUpdate, ServerTime, IssueComments, " +
                "PullConversations, GitActor"),
        ("PullCase|Voters?|Ballots?|Votes?|Electorate|Opinions?|Strangers?|Lane",
            "PullEvaluation, Participants, ValidApprovals, Approval, EligibleApprovers, ReviewerState, BotPullRequest"),
        ("Uncounted|Freshness|Overtaken|Ban|Doubts|Gaps|Hands",
            "DisregardedApproval, ApprovalValidity, StalePlans, Ineligibility, UnknownContributors"),
        ("RuleOwners|Governing|Governed|Touched|Demanded|Loose",
            "PolicyOwners, ProtectedPath, ApprovalScopes, AffectedPaths, RequiredEnvironments, Unassigned"),
        ("ShownPaths|GoneOf|Twins|TwinFinder|EnvironmentInForce|SettingsInForce|RuleInForce",
            "CoveredPaths, SameHeadPulls, Effective…"),
        ("Attentions|Because|GiveWay|RiseNotice", "Notices, ReplacementReason, Superseded, EscalationNotice"),
        ("Lifted|Blind|AccidentSmell|Doors|Opening|Openings", "Exempted, HiddenChanges, ProbableRename, ExposureRule"),
        ("Likeness|OfLiveObjects|See|Stride|Turn", "Similarity, ExistingResources, Evaluate, PathSegment, ChosenIndex"),
        ("TagCarrier|Generations|UnattachedAddresses|ByteStore|ObjectOpener",
            "TagOrigin, InstanceGenerations, UnattachedElasticIps, ByteArena, LazyObjectReader"),
        ("Shapes|Shape|Forms|Starter|StrangerChecks|FileConcern|StateNote",
            "Schema, CommonSchemas, Scaffold, ForkChecks, FileImpact, DeduplicatedNote"),
        ("JobTelling|ReviewCases|ReviewCase|Way", "ReviewPublisher, ReviewInputs, RelativePath"),
        ("Most[A-Z]\\w*|Most", "Max…"),
        ("Pause|Breath|Pace|Life|Memory|Overlap|Age|Hold|Grace",
            "what the duration limits, such as RetryDelay or CacheLifetime"),
    ];

    /// <summary>Names in which the word is a term of the field.</summary>
    private static readonly HashSet<string> Terms = new(StringComparer.Ordinal)
    {
        "Memory", // bytes, not a duration
        "Refusal", // of a command, as the audit log calls it
    };

    public static TheoryData<string, string> Rows
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var (words, instead) in Table) rows.Add(words, instead);
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void No_name_uses_a_replaced_word(string words, string instead)
    {
        var found = SourceTrees.Production.SelectMany(
            tree => Declared(tree).Where(name => IsOneOf(name, words)).Select(name => $"{name} in {tree.FilePath}"));

        found.Should().BeEmpty(because: instead);
    }

    [Theory]
    [InlineData("class DeskX { } class Desk { }", "Desk", "Desk")] // a whole name
    [InlineData("class X { int Blind() => 1; }", "Blind", "Blind")]
    [InlineData("class X { const int MostRows = 1; }", "Most[A-Z]\\w*", "MostRows")]
    [InlineData("class X { void Run(int blind) { } }", "Blind", "blind")] // parameters and locals
    [InlineData("class X { void Run() { var desk = 1; } }", "Desk", "desk")]
    [InlineData("class X { void Run(object x) { if (x is int turn) { } } }", "Turn", "turn")]
    [InlineData("class X { void Run() { foreach (var twins in new int[0]) { } } }", "Twins", "twins")]
    [InlineData("class X { void Run(int memory, int refusal) { } }", "Memory|Refusal", null)] // terms of the field
    public void A_replaced_word_is_found(string source, string words, string? name)
    {
        var found = Declared(SourceTrees.Parse("a.cs", source)).Where(declared => IsOneOf(declared, words));

        found.Should().Equal(name is null ? [] : [name]);
    }

    /// <summary>Locals, parameters and private fields begin with a small letter.</summary>
    private static bool IsOneOf(string declared, string words)
    {
        var name = $"{char.ToUpperInvariant(declared[0])}{declared[1..]}";
        return !Terms.Contains(name) && Regex.IsMatch(name, $"^({words})(Async)?$", RegexOptions.CultureInvariant);
    }

    private static IEnumerable<string> Declared(SyntaxTree tree) =>
        tree.GetRoot().DescendantNodes().SelectMany(node => node switch
    {
        BaseTypeDeclarationSyntax type => [type.Identifier.Text],
        MethodDeclarationSyntax method => [method.Identifier.Text],
        PropertyDeclarationSyntax property => [property.Identifier.Text],
        VariableDeclaratorSyntax variable => [variable.Identifier.Text],
        SingleVariableDesignationSyntax variable => [variable.Identifier.Text],
        ForEachStatementSyntax loop => [loop.Identifier.Text],
        FromClauseSyntax range => [range.Identifier.Text],
        LetClauseSyntax range => [range.Identifier.Text],
        LocalFunctionStatementSyntax function => [function.Identifier.Text],
        EnumMemberDeclarationSyntax member => [member.Identifier.Text],
        ParameterSyntax parameter => [parameter.Identifier.Text],
        _ => Enumerable.Empty<string>(),
    });
}
