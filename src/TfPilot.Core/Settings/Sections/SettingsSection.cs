namespace TfPilot.Core.Settings;

/// <summary>
/// A section of the settings file: its keys, and what they add to the settings. Sections are read in the order of the
/// file.
/// </summary>
internal sealed record SettingsSection(IReadOnlyList<SchemaField> Fields, Func<Settings, SectionInput, Settings> Read);

/// <summary>The whole file, held against the schema, and where problems and notes go.</summary>
/// <param name="Today">The day (UTC) from which the longest waiver is counted.</param>
internal sealed record SectionInput(Node.Map File, DateOnly Today, Problems Problems, Problems Notes);
