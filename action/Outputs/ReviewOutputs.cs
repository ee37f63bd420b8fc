using System.Buffers;
using System.Diagnostics;
using System.Text;
using TfPilot.Action.Basics;
using TfPilot.Action.Commands;
using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;

namespace TfPilot.Action.Outputs;

/// <summary>Renders a review to all outputs. A file that cannot be written does not affect the others.</summary>
internal sealed class ReviewOutputs(
    Review review, ReviewFacts facts, IReadOnlyDictionary<string, string> templates, Terminal terminal)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <returns>The write problems.</returns>
    public IReadOnlyList<Problem> Write(IReadOnlyList<Output> outputs) => [.. outputs.Select(Write).OfType<Problem>()];

    private Problem? Write(Output output)
    {
        var shown = output.IsStandardOutput ? "standard output" : output.Path!;
        try
        {
            if (output.IsStandardOutput) WriteTo(terminal.OutStream, output.Format, terminal.Style);
            else WriteFile(output.Path!, output.Format);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Problem(shown, $"{shown} could not be written: {e.Message}");
        }
    }

    private void WriteFile(string path, OutputFormat format)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
        using var file = File.Create(path);
        WriteTo(file, format, new(Color: false, Terminal.DefaultWidth));
    }

    private void WriteTo(Stream stream, OutputFormat format, TerminalStyle style)
    {
        switch (format)
        {
            case OutputFormat.Text: stream.Write(Utf8.GetBytes(TerminalText.Write(review, style))); break;
            case OutputFormat.Markdown: stream.Write(Utf8.GetBytes(Markdown(MarkdownBudget.Comment))); break;
            case OutputFormat.Summary: stream.Write(Utf8.GetBytes(Markdown(MarkdownBudget.JobSummary))); break;
            case OutputFormat.JUnit: stream.Write(Utf8.GetBytes(ReviewJUnit.Write(review))); break;
            case OutputFormat.Json: Buffered(stream, buffer => ReviewJson.Write(review, buffer)); break;
            case OutputFormat.Sarif:
                Buffered(stream, buffer => ReviewSarif.Write(review, Product.Version, buffer)); break;
            case OutputFormat.Facts: Buffered(stream, buffer => FactsWriter.Write(facts, buffer)); break;
            default: throw new UnreachableException();
        }

        stream.Flush();
    }

    private string Markdown(MarkdownBudget budget) =>
        ReviewMarkdown.Write(review, new MarkdownOptions(budget) { UserTemplates = templates });

    private static void Buffered(Stream stream, Action<IBufferWriter<byte>> write)
    {
        var buffer = new StreamBuffer(stream);
        write(buffer);
        buffer.Flush();
    }
}
