from dashboard import page, tables
from dashboard.view import here
at=here()
page.head(at,'x')
if not page.empty(at):
    f=tables.sort(at, at.data.clients(at.scope), ["revenue","true_profit"], "revenue")
    tables.show(at,f,["client_name","revenue","true_profit","true_margin","hours"],key="clients",opens=("client","client_id"))
