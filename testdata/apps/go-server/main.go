// Tides answers with pages that are made from templates, which are read when it starts.
package main

import (
	"fmt"
	"html/template"
	"log"
	"net/http"
	"os"
	"time"
)

const greeting = "Tides of today"

// The first high water that the tables list; times of other zones are reckoned from it.
var highWater = time.Date(2026, time.November, 23, 4, 12, 0, 0, time.UTC)

func page(templates *template.Template) http.HandlerFunc {
	return func(answer http.ResponseWriter, request *http.Request) {
		if request.URL.Path != "/" {
			http.NotFound(answer, request)
			return
		}
		err := templates.ExecuteTemplate(answer, "page.html", struct{ Title, Time string }{greeting, highWater.Format("15:04")})
		if err != nil {
			log.Print(err)
		}
	}
}

func zone(answer http.ResponseWriter, request *http.Request) {
	location, err := time.LoadLocation(request.URL.Query().Get("name"))
	if err != nil {
		http.Error(answer, err.Error(), http.StatusBadRequest)
		return
	}
	fmt.Fprintln(answer, highWater.In(location).Format("15:04 MST"))
}

func port() string {
	if port := os.Getenv("PORT"); port != "" {
		return port
	}
	return "8080"
}

func main() {
	templates := template.Must(template.ParseGlob("templates/*.html"))
	http.HandleFunc("/", page(templates))
	http.HandleFunc("/zone", zone)
	http.Handle("/static/", http.StripPrefix("/static/", http.FileServer(http.Dir("static"))))
	log.Fatal(http.ListenAndServe(":"+port(), nil))
}
