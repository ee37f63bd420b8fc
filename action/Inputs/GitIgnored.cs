using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace TfPilot.Action.Inputs;

/// <summary>
/// Asks git which files the repository ignores and does not track, where there is a checkout and git is installed.
/// Otherwise nothing is ignored, so that a folder too many is looked at rather than one too few.
/// </summary>
internal static class GitIgnored
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(20);

    /// <param name="root">A real path.</param>
    /// <param name="paths">From the root; none of them behind a symbolic link.</param>
    public static IReadOnlySet<string> Of(string root, IReadOnlyList<string> paths)
    {
        if (paths.Count == 0 || FoldersAbove.CheckoutOf(root) is null) return new HashSet<string>();
        try
        {
            var ignored = Ask(root, paths.Prepend("."));
            // In a checkout that ignores the whole folder, somebody wants to look at it all the same.
            return ignored.Contains(".") ? new HashSet<string>() : ignored;
        }
        catch (Exception e) when (e is Win32Exception or IOException or InvalidOperationException)
        {
            return new HashSet<string>();
        }
    }

    private static HashSet<string> Ask(string root, IEnumerable<string> paths)
    {
        // A monitor is a program that the checkout's own configuration names.
        var start = new ProcessStartInfo("git", ["-c", "core.fsmonitor=false", "check-ignore", "-z", "--stdin"])
        {
            WorkingDirectory = root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        using var git = Process.Start(start)!;
        git.ErrorDataReceived += (_, _) => { };
        git.BeginErrorReadLine();
        var answer = git.StandardOutput.ReadToEndAsync();
        foreach (var path in paths) git.StandardInput.Write($"{path}\0");
        git.StandardInput.Close();
        if (git.WaitForExit(MaxWait))
            return git.ExitCode == 0 ? [.. answer.Result.Split('\0', StringSplitOptions.RemoveEmptyEntries)] : [];
        git.Kill();
        return [];
    }
}
