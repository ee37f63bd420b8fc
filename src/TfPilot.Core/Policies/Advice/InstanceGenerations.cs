using TfPilot.Core.Plans;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Policies;

/// <summary>
/// A size of a previous generation and its successor with the same architecture and number of processors. If <paramref
/// name="Sizes"/> is given, each size replaces <c>*</c> on both sides. Sizes without such a successor are not listed.
/// </summary>
internal sealed record Generation(string Old, string Current, string[] Sizes)
{
    public IEnumerable<(string Old, string Current)> Pairs => Sizes.Length == 0
        ? [(Old, Current)]
        : Sizes.Select(size => (Old.Replace("*", size, StringComparison.Ordinal),
            Current.Replace("*", size, StringComparison.Ordinal)));
}

/// <summary>The attributes that contain sizes of one kind.</summary>
internal sealed record SizedAttributes((string Type, string Attribute)[] Where, Generation[] All)
{
    private readonly Dictionary<string, string> successors =
        All.SelectMany(generation => generation.Pairs)
        .ToDictionary(pair => pair.Old, pair => pair.Current, StringComparer.OrdinalIgnoreCase);

    public string? SuccessorOf(string? size) =>
        size is not null && successors.TryGetValue(size, out var successor) ? successor : null;
}

/// <summary>
/// Sizes that the vendor lists as previous generation, is retiring, or offers cheaper under another name.
/// </summary>
internal static class InstanceGenerations
{
    private static readonly string[] UpTo4 = ["large", "xlarge", "2xlarge", "4xlarge"];
    private static readonly string[] UpTo8 = [.. UpTo4, "8xlarge"];

    public static readonly SuggestionRule Rule = new(
        "previous-generation", "The size belongs to a previous generation.",
        "The current generation performs better at the same or a lower price, and stays available.");

    public static IReadOnlyList<SizedAttributes> Table { get; } =
    [
        new(
            [("aws_instance", "instance_type"), ("aws_launch_template", "instance_type"),
                ("aws_launch_configuration", "instance_type"),
             ("aws_spot_instance_request", "instance_type"), ("aws_eks_node_group", "instance_types")],
            [new("t1.micro", "t3.micro", []), new("m1.*", "m7i.*", ["large", "xlarge"]),
                new("m3.*", "m7i.*", ["large", "xlarge", "2xlarge"]),
             new("m4.*", "m7i.*", [.. UpTo4, "16xlarge"]), new("c3.*", "c7i.*", UpTo8), new("c4.*", "c7i.*", UpTo4),
             new("r3.*", "r7i.*", UpTo8), new("r4.*", "r7i.*", [.. UpTo8, "16xlarge"])]),
        new(
            [("aws_db_instance", "instance_class")],
            [new("db.t2.*", "db.t3.*", ["micro", "small", "medium", "large", "xlarge", "2xlarge"]),
             new("db.m4.*", "db.m5.*", [.. UpTo4, "16xlarge"]), new("db.r4.*", "db.r5.*", [.. UpTo8, "16xlarge"])]),
        new(
            [("aws_ebs_volume", "type"), ("aws_instance", "root_block_device.volume_type"),
                ("aws_instance", "ebs_block_device.volume_type"),
             ("aws_launch_template", "block_device_mappings.ebs.volume_type")],
            [new("gp2", "gp3", [])]),
        new(
            [("azurerm_linux_virtual_machine", "size"), ("azurerm_windows_virtual_machine", "size"),
                ("azurerm_linux_virtual_machine_scale_set", "sku"),
             ("azurerm_windows_virtual_machine_scale_set", "sku"),
             ("azurerm_kubernetes_cluster", "default_node_pool.vm_size"),
             ("azurerm_kubernetes_cluster_node_pool", "vm_size")],
            [new("Standard_D2_v2", "Standard_D2_v5", []), new("Standard_D3_v2", "Standard_D4_v5", []),
                new("Standard_D4_v2", "Standard_D8_v5", []),
             new("Standard_D5_v2", "Standard_D16_v5", []), new("Standard_DS2_v2", "Standard_D2s_v5", []),
             new("Standard_DS3_v2", "Standard_D4s_v5", []),
             new("Standard_DS4_v2", "Standard_D8s_v5", []), new("Standard_DS5_v2", "Standard_D16s_v5", [])]),
    ];

    private static readonly ILookup<string, (string Attribute, SizedAttributes Sized)> ByType = Table
        .SelectMany(sized => sized.Where.Select(where => (where.Type, where.Attribute, sized)))
        .ToLookup(row => row.Type, row => (row.Attribute, row.sized), StringComparer.Ordinal);

    public static IEnumerable<Suggestion> In(ResourceChange change, IReadOnlyList<Leaf> leaves) =>
        from leaf in leaves
        from row in ByType[change.Type]
        where leaf.Attribute == row.Attribute
        let successor = row.Sized.SuccessorOf(leaf.Text)
        where successor is not null
        select new Suggestion(Rule.Id, change.Address, leaf.Path, leaf.Text!, successor, Rule.Reason);
}
