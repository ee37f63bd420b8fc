resource "azurerm_resource_group" "network" {
  name     = "network-prod"
  location = "westeurope"
}

resource "azurerm_virtual_network" "hub" {
  name                = "hub"
  resource_group_name = azurerm_resource_group.network.name
  location            = azurerm_resource_group.network.location
  address_space       = ["10.40.0.0/16"]
}

resource "azurerm_subnet" "web" {
  name                 = "web"
  resource_group_name  = azurerm_resource_group.network.name
  virtual_network_name = azurerm_virtual_network.hub.name
  address_prefixes     = ["10.40.1.0/24"]
}

resource "azurerm_route_table" "hub" {
  name                = "hub"
  resource_group_name = azurerm_resource_group.network.name
  location            = azurerm_resource_group.network.location
}
