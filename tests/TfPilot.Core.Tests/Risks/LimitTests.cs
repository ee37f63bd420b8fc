namespace TfPilot.Core.Tests.Risks;

/// <summary>Removing a list of allowed sources exposes the resource to everyone.</summary>
public sealed class LimitTests
{
    private const string Gke =
        """{"master_authorized_networks_config":[{"cidr_blocks":[{"cidr_block":"10.0.0.0/8"}]}],"name":"a"}""";
    private const string Aks =
        """{"api_server_access_profile":[{"authorized_ip_ranges":["203.0.113.0/24"]}],"name":"a"}""";
    private const string Service =
        """{"spec":[{"load_balancer_source_ranges":["10.0.0.0/8"],"type":"LoadBalancer"}]}""";

    private const string Eks =
        """{"vpc_config":[{"endpoint_public_access":true,"public_access_cidrs":["203.0.113.0/24"]}]}""";

    [Theory]
    [InlineData(
        "aws_eks_cluster", Eks, """{"vpc_config":[{"endpoint_public_access":true,"public_access_cidrs":null}]}""")]
    [InlineData("google_container_cluster", Gke, """{"master_authorized_networks_config":[],"name":"a"}""")]
    [InlineData("google_container_cluster", Gke, """{"master_authorized_networks_config":null,"name":"a"}""")]
    [InlineData("azurerm_kubernetes_cluster", Aks, """{"api_server_access_profile":[],"name":"a"}""")]
    [InlineData("azurerm_kubernetes_cluster", Aks,
        """{"api_server_access_profile":[{"authorized_ip_ranges":null}],"name":"a"}""")]
    [InlineData(
        "kubernetes_service_v1", Service, """{"spec":[{"load_balancer_source_ranges":[],"type":"LoadBalancer"}]}""")]
    public void Removing_the_access_list_is_an_exposure(string type, string before, string after)
    {
        var change = Given.Change("update", type, before: before, after: after);

        var risk = Given.Assess(change);

        risk.Factors("exposure").Should().ContainSingle().Which.Should().EndWith(" no longer restricts access");
    }

    [Theory]
    [InlineData(
        "aws_eks_cluster", Eks, """{"vpc_config":[{"endpoint_public_access":false,"public_access_cidrs":null}]}""")]
    [InlineData("aws_eks_cluster", Eks,
        """{"vpc_config":[{"endpoint_public_access":false,"public_access_cidrs":["203.0.113.0/24"]}]}""")]
    [InlineData(
        "google_container_cluster", Gke, """{"master_authorized_networks_config":[{"cidr_blocks":[]}],"name":"a"}""")]
    [InlineData("google_container_cluster", Gke,
        """{"master_authorized_networks_config":[],"private_cluster_config":[{"enable_private_endpoint":true}]}""")]
    [InlineData(
        "google_container_cluster", Gke, """{"master_authorized_networks_config":{"$":"unknown"},"name":"a"}""")]
    [InlineData(
        "azurerm_kubernetes_cluster", Aks, """{"api_server_access_profile":[],"private_cluster_enabled":true}""")]
    [InlineData("azurerm_kubernetes_cluster", Aks,
        """{"api_server_access_profile":[{"authorized_ip_ranges":["203.0.113.0/25"]}]}""")]
    [InlineData(
        "kubernetes_service_v1", Service, """{"spec":[{"load_balancer_source_ranges":[],"type":"ClusterIP"}]}""")]
    [InlineData("kubernetes_service_v1", """{"spec":[{"load_balancer_source_ranges":["0.0.0.0/0"]}]}""",
        """{"spec":[{"load_balancer_source_ranges":[]}]}""")]
    public void Removing_the_access_list_is_no_exposure_if_access_is_the_same(string type, string before, string after)
    {
        var change = Given.Change("update", type, before: before, after: after);

        var risk = Given.Assess(change);

        risk.Factors("exposure").Should().BeEmpty();
    }
}
