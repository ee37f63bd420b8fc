#load "ImageReference.cs"
#load "TestTotals.cs"
#load "system.cake"

const string Solution = "tfpilot-actions.sln";
const string Configuration = "Release";
const string Published = "artifacts/publish";
const string Results = "artifacts/tests";

Context.Environment.WorkingDirectory = MakeAbsolute(Directory(".."));
var totals = TestTotals.Zero;
var failures = new List<string>();

void Run(string command, string arguments, string folder = ".")
{
    var exitCode = StartProcess(Context.Tools.Resolve([command, $"{command}.cmd"]), new ProcessSettings { Arguments = arguments, WorkingDirectory = folder });
    if (exitCode != 0) throw new CakeException($"{command} {arguments} ended with exit code {exitCode}");
}

Task("System").Does(EnsureSystemTools);

Task("Restore").IsDependentOn("System").Does(() =>
{
    DotNetRestore(Solution);
    if (IsInstalled("npm")) Run("npm", "ci --prefer-offline --no-progress", "build/npm");
});

Task("Build").IsDependentOn("Restore").Does(() => DotNetBuild(Solution, new() { Configuration = Configuration, NoRestore = true }));

Task("Format").IsDependentOn("Build")
    .Does(() => DotNetFormat(Solution, new() { VerifyNoChanges = true, NoRestore = true }))
    .OnError(_ => failures.Add("the code is not formatted; run dotnet format"));

Task("Publish").IsDependentOn("Format").Does(() => DotNetPublish("action/TfPilot.Action.csproj", new() { Configuration = Configuration, OutputDirectory = Published }));

// Publishing first: what trimming breaks shows nowhere else.
Task("Test").IsDependentOn("Publish").Does(() =>
{
    CleanDirectory(Results);
    foreach (var project in GetFiles("tests/*.Tests/*.csproj")) Test(project);
    if (totals.Ran == 0) failures.Add("no test ran");
});

void Test(FilePath project)
{
    var name = project.GetFilenameWithoutExtension().ToString();
    DotNetTest(project.FullPath, new()
    {
        Configuration = Configuration,
        NoBuild = true,
        Loggers = [$"trx;LogFileName={name}.trx"],
        ResultsDirectory = Results,
        HandleExitCode = exitCode =>
        {
            if (exitCode != 0) failures.Add($"{name} failed");
            return true;
        },
    });

    var results = $"{Results}/{name}.trx";
    if (FileExists(results)) totals += TestTotals.Read(XDocument.Load(results));
    else failures.Add($"{name} wrote no result file");
}

Task("Pin").Does(() =>
{
    foreach (var file in ImageReference.Files) System.IO.File.WriteAllText(file, ImageReference.Pin(System.IO.File.ReadAllText(file), Argument<string>("image")));
});

try
{
    RunTarget(Argument("target", "Test"));
}
catch (Exception failure)
{
    failures.Add(failure.Message);
}

foreach (var reason in totals.SkipReasons.GroupBy(reason => reason)) Console.WriteLine($"{reason.Count()} skipped: {reason.Key}");
foreach (var failure in failures) Console.WriteLine($"Failed: {failure}");
Console.WriteLine(totals);
Environment.Exit(failures.Count == 0 && totals.Failed == 0 ? 0 : 1);
