using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>A serving resource is unavailable between its deletion and the creation of its replacement.</summary>
internal static class Downtime
{
    public static readonly RiskFactorRule Rule = new(
        "downtime", "A resource that serves requests is deleted before its replacement is created.", "8");

    private static readonly GlobSet Serving = new(
    [
        "aws_instance", "aws_spot_instance_request", "aws_{lb,alb,elb}", "aws_{lb,alb}_{listener,target_group}*",
        "aws_autoscaling_group",
        "aws_{db_instance,rds_cluster,rds_cluster_instance,docdb_cluster,docdb_cluster_instance"
            + ",neptune_cluster,neptune_cluster_instance}",
        "aws_elasticache_{cluster,replication_group,serverless_cache}", "aws_memorydb_cluster", "aws_redshift_cluster",
        "aws_{opensearch,elasticsearch}_domain", "aws_{eks,ecs,msk,emr}_cluster",
        "aws_{ecs_service,eks_node_group,eks_fargate_profile,mq_broker}",
        "aws_lambda_function", "aws_api_gateway_{rest_api,stage,domain_name}",
        "aws_apigatewayv2_{api,stage,domain_name}",
        "aws_cloudfront_distribution", "aws_{eip,nat_gateway}", "aws_route53_record",

        "google_compute_instance", "google_compute_{region_,}instance_group_manager",
        "google_compute_{global_,}{address,forwarding_rule}",
        "google_compute_{region_,}{backend_service,url_map}", "google_container_{cluster,node_pool}",
        "google_cloud_run_*service",
        "google_sql_database_instance", "google_{redis,memcache,spanner,filestore,alloydb}_{instance,cluster}",
        "google_dns_record_set",
        "google_{cloudfunctions,cloudfunctions2}_function", "google_app_engine_*version",

        "azurerm_*virtual_machine*", "azurerm_{lb,application_gateway,firewall,public_ip,nat_gateway,redis_cache}",
        "azurerm_{cdn_,}frontdoor*",
        "azurerm_kubernetes_cluster*", "azurerm_container_{app,group}", "azurerm_{linux,windows}_{web,function}_app",
        "azurerm_app_service",
        "azurerm_{mssql_server,mssql_database,mssql_managed_instance}",
        "azurerm_{postgresql,mysql}_{server,flexible_server}",
        "azurerm_cosmosdb_account", "azurerm_dns_*_record", "azurerm_private_dns_*_record",

        "kubernetes_{deployment,stateful_set,daemon_set,daemonset,service,ingress,pod}*", "helm_release",
        "cloudflare_{record,dns_record,load_balancer}",
        "digitalocean_{droplet,loadbalancer,kubernetes_cluster,database_cluster,record}",
    ]);

    public static IEnumerable<RiskFactor> In(RiskFacts facts) =>
        from change in facts.Changes
        where change.Action == PlanAction.DeleteThenCreate && Serving.Matches(change.Type)
        select new RiskFactor(Rule.Id, 8, change.Address, "deleted before its replacement is created");
}
