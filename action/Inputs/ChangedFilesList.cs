using TfPilot.Core.Basics;
using TfPilot.Core.Environments;

namespace TfPilot.Action.Inputs;

/// <summary>Reads a list of changed files from a file or from standard input.</summary>
internal static class ChangedFilesList
{
    public static Validated<ChangedFiles> Read(string path, Stream standardInput)
    {
        var displayName = path == PlanInput.StandardInput ? "standard input" : path;
        return InputFile.Read(
            path,
            displayName,
            () => path == PlanInput.StandardInput ? standardInput : InputFile.Open(path),
            stream => ChangedFilesReader.Read(displayName, InputFile.Text(stream)),
            "Create it with `git diff --name-status -M origin/main...HEAD`.");
    }
}
