using System.Xml.Linq;

/// <summary>
/// The totals of test runs, read from their result files (TRX). <c>SkipReasons</c> has one entry per skipped test.
/// </summary>
internal sealed record TestTotals(int Passed, int Failed, IReadOnlyList<string> SkipReasons)
{
    private static readonly string[] Failures = ["failed", "error", "timeout", "aborted"];

    public static readonly TestTotals Zero = new(0, 0, []);

    public int Ran => Passed + Failed;

    public static TestTotals operator +(TestTotals a, TestTotals b) =>
        new(a.Passed + b.Passed, a.Failed + b.Failed, [.. a.SkipReasons, .. b.SkipReasons]);

    public static TestTotals Read(XDocument results)
    {
        var counters = results.Descendants().Single(element => element.Name.LocalName == "Counters");
        return new(Count(counters, "passed"), Failures.Sum(kind => Count(counters, kind)),
            [.. results.Descendants().Where(IsSkipped).Select(Reason)]);
    }

    public override string ToString() =>
        SkipReasons.Count == 0 ? $"{Passed} passed, {Failed} failed"
        : $"{Passed} passed, {Failed} failed, {SkipReasons.Count} skipped";

    private static int Count(XElement counters, string kind) => (int?)counters.Attribute(kind) ?? 0;

    // xunit does not count skipped tests in "notExecuted", so they are counted from their own results.
    private static bool IsSkipped(XElement element) =>
        element.Name.LocalName == "UnitTestResult" && element.Attribute("outcome")?.Value == "NotExecuted";

    private static string Reason(XElement result) =>
        result.Descendants().FirstOrDefault(element => element.Name.LocalName == "Message")?.Value
        ?? result.Descendants().FirstOrDefault(element => element.Name.LocalName == "StdOut")?.Value
        ?? "no reason given";
}
