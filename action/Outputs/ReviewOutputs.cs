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
    public static async Task<IReadOnlyList<Problem>> WriteAsync(Review review, ReviewRequest request, Terminal terminal, CancellationToken ct)
    {
        var problems = new List<Problem>();
        foreach (var output in request.Outputs)
        {
            var isFile = output.Path is not null and not "-";
            var bytes = Render(review, output.Format, request, isFile ? terminal with { Colour = false, Width = Terminal.WidthOfFiles } : terminal);
            if (!isFile) await terminal.RawOut.WriteAsync(bytes, ct);
            else if (await WriteFileAsync(output.Path!, bytes, ct) is { } problem) problems.Add(problem);
        }

        await terminal.RawOut.FlushAsync(ct);
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

    private static async Task<Problem?> WriteFileAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
            await File.WriteAllBytesAsync(path, bytes, ct);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Problem(path, $"{path} could not be written: {e.Message}");
        }
    }
}
