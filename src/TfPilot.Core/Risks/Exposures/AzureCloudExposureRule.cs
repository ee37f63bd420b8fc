using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>
/// The firewall rule that allows all Azure services, including those of other customers. Azure writes it as a range
/// with the single address 0.0.0.0.
/// </summary>
internal sealed record AzureCloudExposureRule()
    : ExposureRule(["azurerm_*_firewall_rule"], ["start_ip_address", "start_ip", "end_ip_address", "end_ip"])
{
    private const string Sign = "0.0.0.0";
    private static readonly (string First, string Last)[] Ends = [("start_ip_address", "end_ip_address"),
        ("start_ip", "end_ip")];

    public override IEnumerable<string> NewIn(OpenedChange opened) =>
        IsOpen(opened.Change.After) && !IsOpen(opened.Change.Before)
        ? ["0.0.0.0 admits the services of every Azure customer"] : [];

    /// <summary>Empty, because <see cref="AddressExposureRule"/> reports the same attributes.</summary>
    public override IEnumerable<string> MaskedIn(OpenedChange opened) => [];

    private static bool IsOpen(RedactedJson side) => side.Value() is PlanValue.Map map && Array.Exists(
        Ends, end => Leaf.TextOf(map.Find(end.First)) == Sign && Leaf.TextOf(map.Find(end.Last)) == Sign);
}
