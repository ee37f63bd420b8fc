using System.Text;
using System.Text.RegularExpressions;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Environments;

/// <summary>
/// Decodes paths as git prints them: unusual characters are escaped as in C, <c>"pr\303\266d/main.tf"</c>.
/// </summary>
internal static partial class GitPath
{
    private static readonly Dictionary<string, byte> Controls = new()
    {
        ["a"] = 7,
        ["b"] = 8,
        ["t"] = 9,
        ["n"] = 10,
        ["v"] = 11,
        ["f"] = 12,
        ["r"] = 13,
    };

    public static string Read(string path)
    {
        if (path is not ['"', .. var inside, '"']) return path;
        var bytes = Piece().Matches(inside)
            .SelectMany(piece => (piece.Groups["octal"].Value, piece.Groups["sign"].Value) switch
        {
            ("", "") => Encoding.UTF8.GetBytes(piece.Value),
            ("", var sign) => Controls.TryGetValue(sign, out var control) ? [control] : Encoding.UTF8.GetBytes(sign),
            (var octal, _) => [Convert.ToByte(octal, 8)],
        });
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    [GeneratedRegex(@"\\(?<octal>[0-3][0-7]{2})|\\(?<sign>.)|[^\\]+", RegexOptions.None,
        RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Piece();
}
