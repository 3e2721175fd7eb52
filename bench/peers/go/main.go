// go_peer SYSTEM LIST SECONDS > texts.jsonl: go-trafilatura with its fallbacks, as Trafilatura has by default; see
// ../python_peer.py for the protocol.
package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"net/url"
	"os"
	"strconv"
	"time"

	"github.com/markusmobius/go-trafilatura"
)

const warmUpPages = 20

type page struct {
	ID   string `json:"id"`
	Path string `json:"path"`
	URL  string `json:"url"`
}

type result struct {
	ID      string  `json:"id"`
	Text    string  `json:"text"`
	Seconds float64 `json:"seconds"`
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

// A system that fails on a page has no text for it.
func extract(data []byte, address string) (text string) {
	defer func() {
		if recover() != nil {
			text = ""
		}
	}()
	options := trafilatura.Options{EnableFallback: true}
	options.OriginalURL, _ = url.Parse(address)
	found, err := trafilatura.Extract(bytes.NewReader(data), options)
	if err != nil {
		return ""
	}
	return found.ContentText + "\n" + found.CommentsText
}

func timed(p page) (string, float64) {
	file, err := os.Open(p.Path)
	check(err)
	defer file.Close()
	packed, err := gzip.NewReader(file)
	check(err)
	data, err := io.ReadAll(packed)
	check(err)
	begin := time.Now()
	text := extract(data, p.URL)
	return text, time.Since(begin).Seconds()
}

func main() {
	listing, err := os.Open(os.Args[2])
	check(err)
	seconds, err := strconv.ParseFloat(os.Args[3], 64)
	check(err)
	var pages []page
	for decoder := json.NewDecoder(listing); decoder.More(); {
		var p page
		check(decoder.Decode(&p))
		pages = append(pages, p)
	}
	for _, p := range pages[:min(warmUpPages, len(pages))] {
		timed(p)
	}
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	begin := time.Now()
	for _, p := range pages {
		text, spent := timed(p)
		line, err := json.Marshal(result{p.ID, text, spent})
		check(err)
		out.Write(append(line, '\n'))
		if time.Since(begin).Seconds() > seconds {
			break
		}
	}
}
