using TfPilot.Core.Basics;

namespace TfPilot.Core.Risks;

/// <summary>
/// Changes of core infrastructure that other resources depend on. Creating it is not a risk for existing resources.
/// </summary>
internal static class Foundation
{
    public static readonly RiskFactorRule Rule = new(
        "core-network",
        "A network, DNS zone, Kubernetes cluster, account, project or organization is updated, replaced, deleted " +
            "or forgotten.",
        "20")
    {
        FormerId = "foundation",
    };

    private static readonly GlobSet Types = new(
    [
        "aws_{vpc,default_vpc,subnet,default_subnet,route,route_table,default_route_table,route_table_association"
            + ",main_route_table_association}",
        "aws_vpc_{dhcp_options,dhcp_options_association,ipv4_cidr_block_association,ipv6_cidr_block_association"
            + ",endpoint}",
        "aws_vpc_{ipam,peering_connection}*", "aws_{internet,egress_only_internet,nat,customer}_gateway*",
        "aws_ec2_transit_gateway*",
        "aws_vpn_*", "aws_dx_*", "aws_networkmanager_*", "aws_route53_zone*", "aws_eks_cluster", "aws_organizations_*",
        "aws_controltower_*",

        "google_compute_{network,subnetwork,route,router,router_nat,router_peer,router_interface"
            + ",shared_vpc_host_project}",
        "google_compute_{network_peering,vpn_tunnel,vpn_gateway,ha_vpn_gateway,external_vpn_gateway"
            + ",interconnect_attachment}",
        "google_network_connectivity_*", "google_dns_managed_zone", "google_container_cluster", "google_project",
        "google_folder",
        "google_organization_policy", "google_service_networking_connection",

        "azurerm_virtual_{network,hub,wan}*", "azurerm_subnet*", "azurerm_{route,route_table,route_server}",
        "azurerm_vpn_*",
        "azurerm_{local_network,nat}_gateway*", "azurerm_express_route_*", "azurerm_dns_zone",
        "azurerm_private_dns_zone*",
        "azurerm_kubernetes_cluster", "azurerm_subscription", "azurerm_management_group*",

        "cloudflare_zone", "digitalocean_{vpc,domain,project,kubernetes_cluster}", "github_organization_settings",
        "tfe_{organization,project}",
    ]);

    public static IEnumerable<RiskFactor> In(RiskFacts facts) =>
        from change in facts.ExistingResources
        where Types.Matches(change.Type)
        select new RiskFactor(Rule.Id, 20, change.Address, $"other resources depend on this {change.Type}");
}
