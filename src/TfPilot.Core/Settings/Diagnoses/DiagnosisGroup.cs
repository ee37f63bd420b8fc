using System.Text.RegularExpressions;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Settings;

/// <summary>The findings of one check in one file, or about one subject outside files; each error is alone.</summary>
/// <param name="Place">The file or subject.</param>
/// <param name="Lines">Such as <c>12:7</c>, one for each finding; empty outside files.</param>
internal sealed partial record DiagnosisGroup(
    string Place, IReadOnlyList<string> Lines, IReadOnlyList<Diagnosis> Diagnoses)
{
    public Diagnosis First => Diagnoses[0];

    /// <summary>In the order of the first finding of each.</summary>
    public static IReadOnlyList<DiagnosisGroup> Of(IReadOnlyList<Diagnosis> diagnoses) =>
    [
        .. diagnoses.Select(diagnosis => (Diagnosis: diagnosis, At: InFile().Match(diagnosis.Where)))
            .GroupBy(one => (one.Diagnosis.Id, Place: one.At.Success ? one.At.Groups["file"].Value
                : one.Diagnosis.Where, Error: one.Diagnosis.Level == DiagnosisLevel.Error ? one.Diagnosis : null))
            .Select(group => new DiagnosisGroup(group.Key.Place,
                [.. group.Where(one => one.At.Success).Select(one => one.At.Groups["position"].Value)],
                [.. group.Select(one => one.Diagnosis)])),
    ];

    [GeneratedRegex("^(?<file>.+?):(?<position>[0-9]+:[0-9]+)$",
        RegexOptions.Singleline, RegexLimits.TimeoutMilliseconds)]
    private static partial Regex InFile();
}
