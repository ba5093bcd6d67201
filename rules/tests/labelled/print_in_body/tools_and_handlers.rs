use actix_web::{HttpResponse, get, web};
use rig::tool::Tool;
use rmcp::handler::server::wrapper::Parameters;
use rmcp::{tool, tool_router};
use rocket::State;

#[derive(serde::Deserialize, schemars::JsonSchema)]
pub struct City {
    name: String,
}

pub struct Weather {
    stations: crate::Stations,
}

pub struct Adder;

pub struct AddArguments {
    x: i64,
    y: i64,
}

#[tool_router]
impl Weather {
    //# bad
    #[tool(description = "Says how warm it is in a city")]
    async fn temperature(&self, Parameters(city): Parameters<City>) -> String {
        println!("asked for {}", city.name);
        self.stations.temperature(&city.name).await.to_string()
    }

    //# bad
    #[tool(description = "Says whether it rains in a city")]
    async fn rain(&self, Parameters(city): Parameters<City>) -> String {
        let rain = match self.stations.rain(&city.name).await {
            Some(rain) => rain,
            None => {
                eprintln!("no station in {}", city.name);
                return "unknown".into();
            }
        };
        format!("{rain} mm")
    }

    //# good
    #[tool(description = "Says how strong the wind is in a city")]
    async fn wind(&self, Parameters(city): Parameters<City>) -> String {
        tracing::info!(city = %city.name, "asked for the wind");
        let speed = self.stations.wind(&city.name).await;
        format!("println!(\"{speed}\")").replace("println!", "")
    }

    //# good
    #[tool(description = "Prints a forecast as text")]
    async fn forecast(&self, Parameters(city): Parameters<City>) -> String {
        let mut print = String::new();
        for day in self.stations.forecast(&city.name).await {
            print.push_str(&format!("{day}\n"));
        }
        print
    }
}

impl Tool for Adder {
    const NAME: &'static str = "add";
    type Args = AddArguments;
    type Error = std::convert::Infallible;
    type Output = i64;

    async fn definition(&self, _prompt: String) -> rig::completion::ToolDefinition {
        crate::definitions::of(Self::NAME)
    }

    //# bad
    async fn call(&self, args: AddArguments) -> Result<i64, Self::Error> {
        println!("[tool-call] adding {} and {}", args.x, args.y);
        Ok(args.x.saturating_add(args.y))
    }
}

//# bad
#[get("/orders/{number}")]
pub async fn order(path: web::Path<u32>, store: web::Data<crate::Store>) -> HttpResponse {
    let found = store.order(path.into_inner()).inspect(|order| print!("{order}\n"));
    match found {
        Some(order) => HttpResponse::Ok().body(order),
        None => HttpResponse::NotFound().finish(),
    }
}

//# bad
#[rocket::get("/stock/<article>")]
pub fn stock(article: u32, store: &State<crate::Store>) -> String {
    let (shelf, cellar) = store.stock(article);
    let all = dbg!(shelf, cellar);
    (all.0 + all.1).to_string()
}

//# good
#[get("/invoices/{number}")]
pub async fn invoice(path: web::Path<u32>, store: web::Data<crate::Store>) -> HttpResponse {
    let number = path.into_inner();
    log::debug!("invoice {number} is printed");
    let printed = store.print(number);
    HttpResponse::Ok().body(printed)
}

//# good
#[rocket::get("/shelves/<article>")]
pub fn shelf(article: u32, store: &State<crate::Store>) -> String {
    macro_rules! dbg {
        ($value:expr) => {
            $value.0
        };
    }
    dbg!(store.stock(article)).to_string()
}
