using TfPilot.Action.Basics;
using TfPilot.Action.Outputs;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;
using TfPilot.GitHub.Actions;
using TfPilot.GitHub.Api;

namespace TfPilot.Action.Jobs;

/// <summary>Publishes a review: files, log, job summary, annotations, and the draft of the comment.</summary>
internal sealed class ReviewPublisher(
    JobRequest request, ActionsRuntime actions, Terminal terminal, JudgedJob judged, JobSettings settings,
    ReviewOrigin origin)
{
    /// <summary>The runner shows at most ten per level and step.</summary>
    private const int MaxAnnotations = 10;

    private readonly IReadOnlyList<string> notes =
    [
        .. UnplannedChanges.Notes(judged.Review.Unplanned),
        .. settings.Proposed is { } proposed
            ? [ReviewNotes.OfProposal(proposed, judged.Review.Verdict, judged.ProposedVerdict)] : Array.Empty<string>(),
    ];

    /// <returns>Whether every file could be written.</returns>
    public bool PublishAll()
    {
        var areWritten = WriteFiles();
        Print();
        if (request.Summary) actions.AppendSummary($"{Markdown(MarkdownBudget.JobSummary)}\n{origin.Footer()}\n");
        if (request.Command != JobCommand.Publish) Annotate();
        return areWritten;
    }

    public CommentDraft Draft() => new(
        CommentMarker.Of(judged.Review, origin, request.CommentKey ?? settings.Settings.Comment.Key),
        Markdown(MarkdownBudget.Comment),
        origin.Footer())
    {
        IsWorthANewOne = judged.Review.Projects.Count > 0 || judged.Review.Problems.Count > 0 || notes.Count > 0,
        NotifiesOnRise = settings.Settings.Comment.NotifyOnRise,
    };

    private bool WriteFiles()
    {
        (string Output, OutputFormat Format, string File)[] files =
        [
            (JobOutputs.ReviewJson, OutputFormat.Json, "review.json"),
            (JobOutputs.Sarif, OutputFormat.Sarif, "review.sarif"),
            (JobOutputs.Facts, OutputFormat.Facts, ReviewFiles.Facts),
        ];
        var wanted = files.Select(file => new Output(file.Format, $"{request.Output}/{file.File}")).ToList();
        var unwritten = Outputs().Write(wanted);
        foreach (var problem in unwritten) actions.Annotate(new(AnnotationLevel.Error, problem.Message, "tfpilot"));
        foreach (var (output, file) in files.Zip(wanted)) actions.SetOutput(output.Output, file.Path!);
        foreach (var (name, value) in JobOutputs.OfReview) actions.SetOutput(name, value(judged.Review));
        return unwritten.Count == 0;
    }

    private void Print()
    {
        actions.WriteUntrusted(TerminalText.Write(judged.Review, terminal.Style).TrimEnd('\n'));
        foreach (var note in judged.Notes)
            actions.Annotate(new(AnnotationLevel.Notice, $"{note.Path}: {note.Message}", "tfpilot"));
        foreach (var note in notes) actions.Annotate(new(AnnotationLevel.Notice, note, "tfpilot"));
        foreach (var problem in judged.Review.Problems)
            actions.Annotate(new(AnnotationLevel.Error, $"{problem.Path}: {problem.Message}", "tfpilot"));
    }

    /// <summary>Annotates the changed lines. Publish does not, because the reviews already did.</summary>
    private void Annotate()
    {
        foreach (var remark in ReviewAnnotation.Of(judged.Review).GroupBy(remark => remark.Severity)
            .SelectMany(same => same.Take(MaxAnnotations)))
        {
            actions.Annotate(new(LevelOf(remark.Severity), remark.Message, remark.Title, remark.File, remark.Line));
        }
    }

    private string Markdown(MarkdownBudget budget) => ReviewMarkdown.Write(judged.Review, new MarkdownOptions(budget)
    {
        UserTemplates = settings.Templates,
        Notes = notes,
        After = AboutTheCheck,
    });

    /// <summary>Only the App knows the approvals.</summary>
    private string? AboutTheCheck =>
        request.App is null || origin.BaseBranch is not { } branch || judged.Review.Verdict > Verdict.NeedsApproval
        ? null
        : $"The check {CheckRules.RequiredName(branch)} shows which approvals are missing.";

    private ReviewOutputs Outputs() => new(judged.Review, judged.Facts, settings.Templates, terminal);

    private static AnnotationLevel LevelOf(AnnotationSeverity severity) => severity switch
    {
        AnnotationSeverity.Failure => AnnotationLevel.Error,
        AnnotationSeverity.Warning => AnnotationLevel.Warning,
        _ => AnnotationLevel.Notice,
    };
}
