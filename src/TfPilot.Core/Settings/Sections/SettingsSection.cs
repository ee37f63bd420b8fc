namespace TfPilot.Core.Settings;

/// <summary>
/// A section of the settings file: its keys, and the function that applies them to the settings. Sections are read in
/// the order of the file.
/// </summary>
internal sealed record SettingsSection(IReadOnlyList<SchemaField> Fields, Func<Settings, SectionInput, Settings> Read);

/// <summary>The whole file, validated against the schema, and the collectors of problems and notes.</summary>
/// <param name="Today">The current day (UTC), used to limit the end date of waivers.</param>
internal sealed record SectionInput(Node.Map File, DateOnly Today, Problems Problems, Problems Notes);
