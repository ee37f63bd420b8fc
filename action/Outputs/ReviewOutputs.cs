using System.Buffers;
using System.Diagnostics;
using System.Text;
using TfPilot.Action.Commands;
using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;

namespace TfPilot.Action.Outputs;

/// <summary>Renders a review and puts it where each output wants it; a file that cannot be written does not keep the others from it.</summary>
internal static class ReviewOutputs
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <returns>What could not be written.</returns>
    public static IReadOnlyList<Problem> Write(Review review, ReviewRequest request, Terminal terminal)
    {
        var problems = new List<Problem>();
        foreach (var output in request.Outputs)
        {
            var isFile = output.Path is not null and not "-";
            var bytes = Render(review, output.Format, request, isFile ? terminal with { Colour = false, Width = Terminal.WidthOfFiles } : terminal);
            if (!isFile) terminal.RawOut.Write(bytes.Span);
            else if (WriteFile(output.Path!, bytes.Span) is { } problem) problems.Add(problem);
        }

        terminal.RawOut.Flush();
        return problems;
    }

    private static ReadOnlyMemory<byte> Render(Review review, OutputFormat format, ReviewRequest request, Terminal terminal) => format switch
    {
        OutputFormat.Text => Utf8.GetBytes(TerminalText.Write(review, new TerminalStyle(terminal.Colour, terminal.Width))),
        OutputFormat.Markdown => Utf8.GetBytes(ReviewMarkdown.Write(review, new MarkdownOptions(MarkdownBudget.Comment) { UserTemplates = UserTemplates.Find(request.Source) })),
        OutputFormat.Json => Json(review),
        _ => throw new UnreachableException(),
    };

    private static ReadOnlyMemory<byte> Json(Review review)
    {
        var buffer = new ArrayBufferWriter<byte>();
        ReviewJson.Write(review, buffer);
        return buffer.WrittenMemory;
    }

    private static Problem? WriteFile(string path, ReadOnlySpan<byte> bytes)
    {
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
            File.WriteAllBytes(path, bytes);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Problem(path, $"{path} could not be written: {e.Message}");
        }
    }
}
