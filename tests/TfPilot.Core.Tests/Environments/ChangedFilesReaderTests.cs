using TfPilot.Core.Basics;
using TfPilot.Core.Environments;

namespace TfPilot.Core.Tests.Environments;

public sealed class ChangedFilesReaderTests
{
    private const string Neither = "is neither a path nor a line of `git diff --name-status`. Create the list with " +
        "`git diff --name-status -M origin/main...HEAD`.";

    [Theory]
    [InlineData("M\ta/main.tf\n", "Modified a/main.tf")]
    [InlineData("A\ta.tf\r\nD\tb.tf\r\nT\tc.tf\r\n", "Added a.tf, Removed b.tf, Modified c.tf")]
    [InlineData("R087\told/a.tf\tnew/a.tf", "Renamed old/a.tf -> new/a.tf")]
    [InlineData("C100\ta.tf\tb.tf", "Added b.tf")]
    [InlineData("a/main.tf\n./b c.tf\n\n", "Modified a/main.tf, Modified b c.tf")] // plain paths
    [InlineData("M", "Modified M")] // a file of that name
    [InlineData("M\t\"pr\\303\\266d/\\\"x\\\"\\ty.tf\"", "Modified pröd/\"x\"\ty.tf")] // as git quotes
    // -z
    [InlineData(
        "M\0a b.tf\0R100\0old.tf\0new.tf\0D\0c.tf\0", "Modified a b.tf, Renamed old.tf -> new.tf, Removed c.tf")]
    [InlineData("a.tf\0line\nbreak.tf\0", "Modified a.tf, Modified line\nbreak.tf")] // --name-only -z
    [InlineData("", "")]
    public void The_output_of_git_diff_is_read(string text, string files)
    {
        var read = ChangedFilesReader.Read("changed.txt", text)
            .Match(changed => changed.Files, problems => throw new InvalidOperationException(problems[0].Message));

        string.Join(", ",
            read.Select(
                file => $"{file.Status} {(file.PreviousPath is { } previous ? $"{previous} -> " : "")}{file.Path}"))
                    .Should().Be(files);
    }

    [Theory]
    [InlineData(
        "M\ta.tf\nX1\tb.tf", "changed.txt:2", $"`X1 b.tf` {Neither}")]
    [InlineData("R100\ta.tf", "changed.txt:1", $"`R100 a.tf` {Neither}")]
    [InlineData("M\ta\tb\tc", "changed.txt:1", $"`M a b c` {Neither}")]
    [InlineData(
        "/etc/main.tf", "changed.txt:1", "/etc/main.tf is not in the repository: paths are relative to its root.")]
    [InlineData(
        "M\t../main.tf", "changed.txt:1", "../main.tf is not in the repository: paths are relative to its root.")]
    [InlineData("M\0a.tf\0R100\0b.tf\0", "changed.txt:2", $"`R100 b.tf` {Neither}")]
    public void An_invalid_line_is_a_problem_with_its_line_number(string text, string path, string message)
    {
        var problems = ChangedFilesReader.Read("changed.txt", text).Match(_ => [], problems => problems);

        problems.Should().Equal(new Problem(path, message));
    }
}
