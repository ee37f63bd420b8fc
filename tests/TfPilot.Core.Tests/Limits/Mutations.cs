using System.Globalization;
using System.Text;

namespace TfPilot.Core.Tests.Limits;

/// <summary>Generates mutated, almost valid inputs for fuzz tests; deterministic for a given seed.</summary>
internal static class Mutations
{
    private const int MaxLength = 256 * 1024;

    /// <summary>
    /// The number of inputs per run over all fuzz tests of a project: the value of TFPILOT_FUZZ_MUTATIONS, or 2,000.
    /// </summary>
    public static int Count { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("TFPILOT_FUZZ_MUTATIONS"), NumberStyles.None,
            CultureInfo.InvariantCulture, out var count) ? count : 2_000;

    private static readonly string[] Pieces =
    [
        "..", "../", "/", "\\", "\0", "\\u0000", "\\ud800", "\n", "\t", "\r", "{", "}", "[", "]", "\"", "'", ",", ":",
        "null", "true", "-1", "0", "1e999", "99999999999999999999", "{}", "[]", "\"\"", "**/", "*", "{a,b}",
        "<!--", "-->", "`", "```", "/tfpilot ", "/tfpilot lock prod x", "# tfpilot:ignore ", "${", "${{", "}}", "{{",
        "{{#each x}}", "@team", "é", "日本", "🚀", "\u202e", "\ufeff", "&a", "*a", "- ", "? ", "|", ">", "!!", "%",
        "{\"$\":\"unknown\"}", "resource \"a\" \"b\" {", "module \"m\" {\n source = \"./m\"\n}", "<<EOT\n", "EOT", "/*",
        "*/", "aws_instance.web[0]", "module.a.module.b.", "2026-13-45",
    ];

    public static IEnumerable<string> Of(IReadOnlyList<string> seeds, int count, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var text = seeds[random.Next(seeds.Count)];
            if (random.Next(2) == 0 && JsonMutations.Of(text, random) is { } json) text = json;
            else for (var changes = random.Next(1, 5); changes > 0; changes--) text = Changed(text, seeds, random);
            yield return text.Length <= MaxLength ? text : text[..MaxLength];
        }
    }

    private static string Changed(string text, IReadOnlyList<string> seeds, Random random)
    {
        var (from, to) = Part(text, random);
        return random.Next(8) switch
        {
            0 => text.Remove(from, to - from),
            1 => text.Insert(from, Pieces[random.Next(Pieces.Length)]),
            2 => $"{text[..from]}{Pieces[random.Next(Pieces.Length)]}{text[to..]}",
            3 => text.Insert(from, Repeated(Pieces[random.Next(Pieces.Length)], random)),
            4 => text.Insert(from, Repeated(text[from..Math.Min(to, from + 200)], random)),
            5 => text[..from],
            6 when text.Length > 0 => text.Remove(from, 1).Insert(from, ((char)random.Next(1, 0x250)).ToString()),
            _ => seeds[random.Next(seeds.Count)] is var other && Part(other, random) is var (begin, end)
                ? $"{text[..from]}{other[begin..end]}{text[to..]}" : text,
        };
    }

    private static string Repeated(string piece, Random random)
    {
        var times = 1 << random.Next(1, 14);
        var repeated = new StringBuilder();
        for (var i = 0; i < times && repeated.Length < MaxLength / 2; i++) repeated.Append(piece);
        return repeated.ToString();
    }

    private static (int From, int To) Part(string text, Random random)
    {
        if (text.Length == 0) return (0, 0);
        var from = random.Next(text.Length);
        return (from, Math.Min(text.Length, from + random.Next(1, random.Next(4) == 0 ? text.Length + 1 : 40)));
    }
}
