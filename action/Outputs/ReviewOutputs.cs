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
    public static IReadOnlyList<Problem> Write(Review review, ReviewFacts facts, ReviewRequest request, Terminal terminal)
    {
        var problems = new List<Problem>();
        foreach (var output in request.Outputs)
        {
            var shown = output.IsStandardOutput ? "standard output" : output.Path!;
            try
            {
                if (output.IsStandardOutput) WriteTo(terminal.RawOut, review, facts, output.Format, request, terminal);
                else WriteFile(output.Path!, review, facts, output.Format, request, terminal);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                problems.Add(new Problem(shown, $"{shown} could not be written: {e.Message}"));
            }
        }

        return problems;
    }

    private static void WriteTo(Stream stream, Review review, ReviewFacts facts, OutputFormat format, ReviewRequest request, Terminal terminal)
    {
        switch (format)
        {
            case OutputFormat.Text:
                stream.Write(Utf8.GetBytes(TerminalText.Write(review, new TerminalStyle(terminal.Colour, terminal.Width))));
                break;
            case OutputFormat.Markdown:
                var options = new MarkdownOptions(MarkdownBudget.Comment) { UserTemplates = UserTemplates.Find(request.Source) };
                stream.Write(Utf8.GetBytes(ReviewMarkdown.Write(review, options)));
                break;
            case OutputFormat.Json:
                Buffered(stream, buffer => ReviewJson.Write(review, buffer));
                break;
            case OutputFormat.Sarif:
                Buffered(stream, buffer => ReviewSarif.Write(review, CommandLine.Version, buffer));
                break;
            case OutputFormat.JUnit:
                stream.Write(Utf8.GetBytes(ReviewJUnit.Write(review)));
                break;
            case OutputFormat.Facts:
                Buffered(stream, buffer => FactsWriter.Write(facts, buffer));
                break;
            default:
                throw new UnreachableException();
        }

        stream.Flush();
    }

    private static void Buffered(Stream stream, Action<IBufferWriter<byte>> write)
    {
        var buffer = new StreamBuffer(stream);
        write(buffer);
        buffer.Flush();
    }

    private static void WriteFile(string path, Review review, ReviewFacts facts, OutputFormat format, ReviewRequest request, Terminal terminal)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
        using var file = File.Create(path);
        WriteTo(file, review, facts, format, request, terminal with { Colour = false, Width = Terminal.WidthOfFiles });
    }
}
