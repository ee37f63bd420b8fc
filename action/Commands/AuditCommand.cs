using System.CommandLine;
using TfPilot.Action.Basics;
using TfPilot.Action.Inputs;
using TfPilot.Core.Audit;
using TfPilot.Core.Basics;

namespace TfPilot.Action.Commands;

/// <summary><c>tfpilot audit</c>: verifies an exported audit history without access to the App's database.</summary>
internal static class AuditCommand
{
    public const string Name = "audit";

    private const string Input = "-";
    private const string HowTo = "Create it with `tfpilot-app audit export`.";
    private const int VerificationFailed = 1;

    public static Command Create(Terminal terminal) =>
        new(Name, "Verify an exported audit history of the App.") { CreateVerify(terminal) };

    private static Command CreateVerify(Terminal terminal)
    {
        var file = new Argument<string>(
            "FILE")
        { Description = $"the output of `tfpilot-app audit export`; {Input} reads standard input" };
        var heads = new Option<string[]>(
            "--head")
        {
            Description =
                $"an audit hash that a check printed in its last line (`Audit: …`), at least {AuditHead.ShortLength} " +
                "hexadecimal digits; the history must contain its entry",
            HelpName = "HASH"
        };
        heads.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !IsHead(token.Value)))
                result.AddError(
                    $"'{token.Value}' is not an audit hash: expected {AuditHead.ShortLength} to 64 hexadecimal " +
                        "digits.");
        });
        var command = new Command("verify",
            "Verify that an audit history is complete, unchanged and in order; print its length and last hash.") { file,
            heads };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(file), parsed.GetValue(heads) ?? [], terminal));
        return command;
    }

    private static int Run(string path, string[] heads, Terminal terminal) =>
        Read(path, terminal).Match(text => Print(AuditChain.Verify(Lines(text), heads), terminal),
            problems =>
            {
                foreach (var problem in problems) terminal.PrintProblem(problem);
                return ExitCodes.BadUsage;
            });

    private static int Print(AuditVerdict verdict, Terminal terminal)
    {
        foreach (var line in AuditText.Lines(verdict)) terminal.Out.WriteLine(line);
        return verdict.IsIntact ? 0 : VerificationFailed;
    }

    private static Validated<string> Read(string path, Terminal terminal) =>
        path == Input ? InputFile.Text(terminal.In) : InputFile.ReadText(path, path, HowTo);

    private static string[] Lines(string text) =>
        text.Length == 0 ? [] : (text.EndsWith('\n') ? text[..^1] : text).Split('\n');

    private static bool IsHead(string text) =>
        text.Length is >= AuditHead.ShortLength and <= 64 && text.All(char.IsAsciiHexDigit);
}
