using TfPilot.Core.Basics;
using TfPilot.Core.Plans;
using TfPilot.Core.Reviews;

namespace TfPilot.Action.Inputs;

/// <summary>Reads one input: the plans in it, or the facts that an earlier review wrote.</summary>
internal static class PlanFile
{
    private const int HeadSize = 64;

    public static Validated<ReadFacts> Read(PlanInput input, ReviewRequestFacts request, Stream standardInput) =>
        InputFile.Read(
        input.DisplayName,
        input.DisplayName,
        () => input.IsStandardInput ? standardInput : InputFile.Open(input.Path),
        stream => ReadFrom(stream, input, request),
        $"Create it with `terraform show -json PLANFILE > {input.DisplayName}`.");

    private static Validated<ReadFacts> ReadFrom(Stream stream, PlanInput input, ReviewRequestFacts request)
    {
        var head = new byte[HeadSize];
        var known = stream.ReadAtLeast(head, HeadSize, throwOnEndOfStream: false);
        if (FactsReader.IsFacts(head.AsSpan(0, known)))
        {
            var all = new MemoryStream();
            all.Write(head.AsSpan(0, known));
            stream.CopyTo(all);
            return FactsReader.Read(input.DisplayName, all.GetBuffer().AsMemory(0, (int)all.Length))
                .Then<ReadFacts>(facts => new ReadFacts(Renamed(facts, request), WereFacts: true));
        }

        var replayed = 0;
        return PlanReader.Read(input.DisplayName, Pull, request.KeepUnchanged)
            .Then<ReadFacts>(plans => new ReadFacts(new ReviewFacts(
            [.. plans.Select(plan => new ProjectFacts(request.Name ?? input.Name, request.Environment,
                plan) { Trees = request.Trees })], []), WereFacts: false));

        int Pull(Span<byte> buffer)
        {
            if (replayed == known) return stream.Read(buffer);
            var count = Math.Min(buffer.Length, known - replayed);
            head.AsSpan(replayed, count).CopyTo(buffer);
            replayed += count;
            return count;
        }
    }

    /// <summary>Names on the command line take precedence over the names in the facts.</summary>
    private static ReviewFacts Renamed(ReviewFacts facts, ReviewRequestFacts request) => facts with
    {
        Projects =
        [
            .. facts.Projects.Select(project => project with
            {
                Name = request.Name ?? project.Name,
                Environment = request.Environment ?? project.Environment,
                Trees = request.Trees.Count > 0 ? request.Trees : project.Trees,
            }),
        ],
    };
}

/// <summary>The parts of a request that apply to every plan.</summary>
internal sealed record ReviewRequestFacts(
    string? Name, string? Environment, IReadOnlyList<TreeId> Trees, bool KeepUnchanged);

/// <summary>The facts of one input, and whether the input contained facts instead of plans.</summary>
internal sealed record ReadFacts(ReviewFacts Facts, bool WereFacts);
