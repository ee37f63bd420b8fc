using System.CommandLine;
using TfPilot.Action.Basics;

namespace TfPilot.Action.Commands;

/// <summary>
/// The <c>--format</c> option of a command with several output formats. The first member of <typeparamref name="T"/> is
/// the default.
/// </summary>
internal static class FormatOption<T>
    where T : struct, Enum
{
    private static readonly string[] Formats = [.. Enum.GetNames<T>().Select(name => name.ToLowerInvariant())];

    public static Option<string> Create(string description)
    {
        var format = new Option<string>("--format", "-f") { Description = description, HelpName = "FORMAT" };
        format.CompletionSources.Add(Formats);
        format.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var word }] && OptionalText.HasText(word) && !Formats.Contains(word))
                result.AddError($"--format {word} is not one of {string.Join(", ", Formats)}.");
        });
        return format;
    }

    public static T Read(ParseResult parsed, Option<string> format) =>
        Enum.Parse<T>(OptionalText.NullIfBlank(parsed.GetValue(format)) ?? Formats[0], ignoreCase: true);
}
