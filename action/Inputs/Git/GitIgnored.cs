using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace TfPilot.Action.Inputs;

/// <summary>
/// Asks git which untracked files the repository ignores. Without a checkout or git, nothing is ignored, so that no
/// project is missed.
/// </summary>
internal static class GitIgnored
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(20);

    /// <param name="root">A real path.</param>
    /// <param name="paths">Relative to the root; none may be below a symbolic link.</param>
    public static IReadOnlySet<string> Of(string root, IReadOnlyList<string> paths)
    {
        if (paths.Count == 0 || AncestorFolders.FindCheckoutRoot(root) is null) return new HashSet<string>();
        try
        {
            var ignored = RunGit(root, paths.Prepend("."));
            // If the whole folder is ignored, the user named it explicitly, so its files count.
            return ignored.Contains(".") ? new HashSet<string>() : ignored;
        }
        catch (Exception e) when (e is Win32Exception or IOException or InvalidOperationException)
        {
            return new HashSet<string>();
        }
    }

    private static HashSet<string> RunGit(string root, IEnumerable<string> paths)
    {
        // Otherwise git would run the file system monitor that the checkout's own configuration names.
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
