namespace TfPilot.Core.Reviews;

/// <summary>Sorts worst first, then by name, and makes project names unique.</summary>
internal static class ReviewOrder
{
    public static IReadOnlyList<ProjectReview> Of(IReadOnlyList<ProjectReview> projects) =>
    [
        .. WithUniqueNames(projects)
            .OrderByDescending(project => project.Risk.Level)
            .ThenByDescending(project => project.Risk.Score)
            .ThenBy(project => project.Name, StringComparer.Ordinal),
    ];

    private static IEnumerable<ProjectReview> WithUniqueNames(IReadOnlyList<ProjectReview> projects)
    {
        var given = projects.Select(project => project.Name).ToHashSet(StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var project in projects)
        {
            if (taken.Add(project.Name))
            {
                yield return project;
                continue;
            }

            var number = Enumerable.Range(2, projects.Count)
                .First(n => !given.Contains(Numbered(project, n)) && taken.Add(Numbered(project, n)));
            yield return project with { Name = Numbered(project, number) };
        }
    }

    private static string Numbered(ProjectReview project, int number) => $"{project.Name} ({number})";
}
