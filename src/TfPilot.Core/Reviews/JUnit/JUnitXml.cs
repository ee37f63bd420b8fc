using System.Globalization;
using System.Text;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Reviews;

/// <summary>In increasing severity: the worst outcome of several findings counts.</summary>
internal enum JUnitOutcome
{
    Skipped,
    Pass,
    Failure,
    Error,
}

internal sealed record JUnitSuite(string Name, IReadOnlyList<JUnitCase> Cases);

/// <summary>
/// The reason for a failure or skip is <paramref name="Message"/> (one line); <paramref name="Text"/> has the details.
/// </summary>
internal sealed record JUnitCase(string Name, JUnitOutcome Outcome, string Type, string Message, string Text);

/// <summary>
/// Writes the JUnit XML elements that all readers support, in the order of Jenkins' schema, which allows <c>skipped</c>
/// only on <c>testsuite</c>. Hand-written because .NET's XML writers can open files, which Core must not do.
/// </summary>
internal static class JUnitXml
{
    public static string Write(IReadOnlyList<JUnitSuite> suites)
    {
        var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.Append($"<testsuites {Counts("tfpilot", [.. suites.SelectMany(suite => suite.Cases)])}>\n");
        foreach (var suite in suites)
        {
            xml.Append(
                $"  <testsuite {Counts(suite.Name, suite.Cases)} " +
                    $"skipped=\"{Count(suite.Cases, JUnitOutcome.Skipped)}\">\n");
            foreach (var test in suite.Cases) xml.Append($"    {Case(suite.Name, test)}\n");
            xml.Append("  </testsuite>\n");
        }

        return xml.Append("</testsuites>\n").ToString();
    }

    private static string Counts(string name, IReadOnlyList<JUnitCase> cases) =>
        $"name=\"{Escape(name)}\" tests=\"{Number(cases.Count)}\" failures=\"{Count(cases, JUnitOutcome.Failure)}\" " +
        $"errors=\"{Count(cases, JUnitOutcome.Error)}\"";

    private static string Count(IReadOnlyList<JUnitCase> cases, JUnitOutcome outcome) =>
        Number(cases.Count(test => test.Outcome == outcome));

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Case(string suite, JUnitCase test)
    {
        var openTag = $"<testcase name=\"{Escape(test.Name)}\" classname=\"{Escape(suite)}\"";
        return Children(test) is { Length: > 0 } children ? $"{openTag}>{children}</testcase>" : $"{openTag}/>";
    }

    private static string Children(JUnitCase test) => test.Outcome switch
    {
        JUnitOutcome.Error => Failure("error", test),
        JUnitOutcome.Failure => Failure("failure", test),
        JUnitOutcome.Skipped => $"<skipped>{Escape(test.Message)}</skipped>{Output(test)}",
        _ => Output(test),
    };

    private static string Failure(string element, JUnitCase test) =>
        $"<{element} message=\"{Escape(test.Message)}\" type=\"{Escape(test.Type)}\">{Escape(test.Text)}</{element}>";

    private static string Output(JUnitCase test) =>
        test.Text.Length == 0 ? "" : $"<system-out>{Escape(test.Text)}</system-out>";

    /// <summary>
    /// Keeps line breaks, escapes other invisible characters, and replaces the two characters that XML forbids and
    /// <see cref="VisibleText"/> leaves.
    /// </summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in string.Join('\n', text.Split('\n').Select(VisibleText.Of)))
        {
            _ = c switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\uFFFE' or '\uFFFF' => escaped.Append('\uFFFD'),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }
}
