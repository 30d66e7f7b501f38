"""Makes pages.tar.gz: sixty pages built as Indonesian outlets build theirs, around articles of data/gold, and two
pages that list articles. What stands in them, apart from the articles, was written for this test; the structure is that of
the kind of site that each function names.

    python3 tests/pages/make.py        # from the top folder; needs Python alone

expected.jsonl holds what is to be found in each page. The outcome is the same in every run.
"""

import datetime
import gzip
import io
import json
import pathlib
import re
import tarfile
from html import escape

HERE = pathlib.Path(__file__).parent
GOLD = HERE.parent.parent / "data/gold"
MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()
DAYS = "Senin Selasa Rabu Kamis Jumat Sabtu Minggu".split()
NOISE = re.compile(
    r"(?i)^\W*(baca|lihat|simak|tonton|bacaan lainnya|advertisement|iklan|scroll|halaman|pewarta|editor|reporter|penulis|"
    r"uploader|sumber|foto|dok|copyright|©|\d+ komentar|tags?\b|share|bagikan|berita terkait|artikel)"
)
HEADLINES = [
    "Harga Cabai Naik Menjelang Akhir Pekan", "Persija Menang Tipis di Kandang Lawan", "Jalan Lingkar Selatan Ditutup Dua Hari",
    "BMKG: Waspada Hujan Lebat di Pesisir", "Ratusan Pelari Ikuti Lomba Lari Malam", "Warga Keluhkan Sampah di Pasar Induk",
    "Pemkab Lamongan Teken MoU dengan Kampus", "Polisi Ungkap Pencurian Motor", "Bupati Blora Tinjau Embung", "Panen Raya di Subang",
]


class Page:
    """An article, and the ways in which templates write its parts."""

    def __init__(self, article, number):
        self.number = number
        self.title = " ".join(article["title"].split())
        lines = [" ".join(line.split()) for line in article["text"].splitlines()]
        self.lines = [line for line in lines if line and not NOISE.match(line) and "<" not in line]
        self.day = datetime.date.fromisoformat(article["published"]) if article["published"] else datetime.date(2025, 3, 1 + number % 28)
        self.site = ["Kabar Kita", "Suara Timur", "Malang Raya Post", "Radar Pantura", "Warta Daerah"][number % 5]
        self.host = self.site.lower().replace(" ", "") + ".example"
        slug = re.sub(r"[^a-z0-9]+", "-", self.title.lower()).strip("-")
        self.url = f"https://www.{self.host}/daerah/{number}{4711}/{slug}"

    long_day = property(lambda self: f"{DAYS[self.day.weekday()]}, {self.day.day} {MONTHS[self.day.month - 1]} {self.day.year}")
    figures = property(lambda self: self.day.strftime("%d/%m/%Y"))
    iso = property(lambda self: f"{self.day}T10:15:00+07:00")
    # Half past three in the morning in Jakarta, in UTC.
    utc = property(lambda self: f"{self.day - datetime.timedelta(1)}T20:30:00Z")

    def paragraphs(self, tag="p", every=0, extra="", **attributes):
        """The paragraphs, something of the template's own between them."""
        attribute = "".join(f' {key.strip("_")}="{value}"' for key, value in attributes.items())
        out = []
        for at, line in enumerate(self.lines):
            text = escape(line)
            if at == 0 and "–" in line:
                place, rest = text.split("–", 1)
                text = f"<strong>{place}</strong>–{rest}"
            out.append(f"<{tag}{attribute}>{text}</{tag}>")
            if every and at % every == every - 1 and at < len(self.lines) - 1:
                out.append(extra)
        return "\n".join(out)

    def broken(self, between="<br /><br />\n"):
        return between.join(escape(line) for line in self.lines)

    def head(self, *extra):
        return f"<head><meta charset='utf-8'><title>{escape(self.title)} - {self.site}</title>{''.join(extra)}</head>"

    def meta(self, *names):
        values = {
            "title": f'<meta property="og:title" content="{escape(self.title)}">',
            "site": f'<meta property="og:site_name" content="{self.site}">',
            "type": '<meta property="og:type" content="article">',
            "time": f'<meta property="article:published_time" content="{self.iso}">',
            "pubdate": f'<meta name="pubdate" content="{self.day} 10:15:00">',
            "publishdate": f'<meta name="publishdate" content="{self.day.strftime("%Y/%m/%d")} 10:15:00">',
            "dc": f'<meta name="DC.date.issued" content="{self.day}">',
            "content": f'<meta name="content_PublishedDate" content="{self.day} 10:15:00">',
            "canonical": f'<link rel="canonical" href="{self.url}">',
        }
        return "".join(values[name] for name in names)

    def linked(self, graph=False, utc=False, broken=False):
        article = {
            "@context": "https://schema.org", "@type": "NewsArticle", "headline": self.title,
            "datePublished": self.utc if utc else self.iso, "dateModified": "2026-04-01T08:00:00+07:00",
            "publisher": {"@type": "Organization", "name": self.site},
        }
        crumbs = {"@type": "BreadcrumbList", "itemListElement": []}
        value = {"@context": "https://schema.org", "@graph": [{"@type": "WebPage", "datePublished": self.iso}, crumbs, article]}
        text = json.dumps(value if graph else article, ensure_ascii=False)
        if broken:
            text = text.replace('"headline": "', '"description": "Baris satu\nbaris dua", "headline": "')
        return f'<script type="application/ld+json">{text}</script>'


def links(count, start=0, tag="li", css=""):
    return "".join(
        f'<{tag}{css}><a href="/read/{at}">{HEADLINES[at % len(HEADLINES)]}</a></{tag}>' for at in range(start, start + count)
    )


NAV = "<nav class='navbar'><ul>" + "".join(f"<li><a href='/{name.lower()}'>{name}</a></li>" for name in
      ["Beranda", "Daerah", "Nasional", "Ekonomi", "Olahraga", "Opini", "Indeks"]) + "</ul></nav>"
SHARE = "<div class='share-buttons'><span>Bagikan:</span> <a href='#'>Facebook</a> <a href='#'>X</a> <a href='#'>WhatsApp</a> <a href='#'>Salin tautan</a></div>"
FOOTER = "<footer><p>Redaksi | Pedoman Media Siber | Kontak</p><p>Hak cipta dilindungi undang-undang.</p></footer>"
POPULAR = "<aside class='sidebar'><div class='widget'><h3>Terpopuler</h3><ol>" + links(7, 2) + "</ol></div><div class='widget'><h3>Terbaru</h3><time datetime='2026-04-02T09:00:00+07:00'>2 April 2026</time><ul>" + links(5) + "</ul></div></aside>"
RELATED = "<section class='related-posts'><h3>Berita Terkait</h3><ul>" + links(5, 3) + "</ul></section>"
TAGS = "<div class='tags'><span>Tag:</span> <a href='/tag/mou'>MoU</a> <a href='/tag/kerja-sama'>Kerja Sama</a> <a href='/tag/daerah'>Daerah</a></div>"
COMMENTS = "<div id='comments' class='comments-area'><h2>2 Komentar</h2><ol class='comment-list'><li class='comment'><b>Budi</b> <time datetime='2026-04-03T00:00:00+07:00'>3 April 2026</time><p>Semoga kerja sama ini benar-benar jalan, jangan cuma seremoni di hotel saja.</p></li><li class='comment'><b>Siti</b><p>Mantap, kota kami kapan bisa ikut meneken yang seperti ini?</p></li></ol><form><label>Tinggalkan Balasan</label><textarea></textarea><button>Kirim</button></form></div>"
AD = "<div class='ads-banner'><p>ADVERTISEMENT</p><script>googletag.cmd.push(function(){display('MoU')});</script></div>"
SCRIPT = "<script>window.dataLayer=window.dataLayer||[];var kanal='kerja sama';</script><style>.a{color:red}</style>"


def portal_detail(p):
    inner = "<table class='linksisip'><tr><td><div class='lihatjg'><strong>Baca juga: </strong><a href='/x'>" + HEADLINES[1] + "</a></div></td></tr></table>"
    ad = "<div class='parallaxindetail'><div>ADVERTISEMENT</div><div>SCROLL TO CONTINUE WITH CONTENT</div></div>"
    return f"<html>{p.head(p.meta('title', 'site', 'type', 'publishdate', 'canonical'), SCRIPT)}<body class='detail_page'>{NAV}<div class='container'><article class='detail'><div class='detail__header'><div class='detail__author'>Tim {p.site}</div><h1 class='detail__title'> {escape(p.title)} </h1><div class='detail__date'>{p.long_day} 10:15 WIB</div></div>{SHARE}<div class='detail__media'><figure><img src='a.jpg'><figcaption class='detail__media-caption'>Foto: Penandatanganan (Dok. Istimewa)</figcaption></figure></div><div class='detail__body'><div class='detail__body-text itp_bodycontent'>{p.paragraphs(every=3, extra=ad + inner)}<p>Simak juga Video: Detik-detik Banjir</p></div><div class='detail__body-tag'><h6>Tag Terpopuler</h6><nav>{links(3, tag='span')}</nav></div></div></article>{POPULAR}</div>{RELATED}{FOOTER}</body></html>"


def portal_read(p):
    inner = f"<p><strong>Baca juga: <a href='/x'>{HEADLINES[2]}</a></strong></p>"
    return f"<html>{p.head(p.meta('title', 'site', 'content'))}<body>{NAV}<div class='container clearfix'><h1 class='read__title'>{escape(p.title)}</h1><div class='read__header'><div class='read__time'>{p.site} - {p.figures}, 10:15 WIB</div><div class='credit'><div class='credit-title'>Kontributor</div><div>Editor</div></div></div><div class='row'><div class='col-bs10-7'><div class='read__content'><div class='clearfix'>{p.paragraphs(every=2, extra=inner)}</div></div><section class='tag__article'><ul class='tag__article__wrap'>{links(4)}</ul></section>{COMMENTS}</div><div class='col-bs10-3'>{POPULAR}</div></div></div>{FOOTER}</body></html>"


def portal_tribune(p):
    inner = f"<p class='baca'>Baca juga: <a href='/x'>{HEADLINES[4]}</a></p>"
    return f"<html>{p.head(p.meta('title', 'type'))}<body>{NAV}<div id='article'><h1 class='f50' id='arttitle'>{escape(p.title)}</h1><div class='mt10'><time class='grey'>Tayang: {p.long_day} 10:15 WIB</time><div id='penulis'>Penulis: <a href='#'>Rahmat</a> | Editor: <a href='#'>Lina</a></div></div>{SHARE}<div class='side-article txt-article multi-fontsize editcontent'>{p.paragraphs(every=3, extra=inner)}</div><div class='paging'>Halaman <a href='?page=1'>1</a>/<a href='?page=2'>2</a> <a href='?page=all'>Semua Halaman</a></div></div>{TAGS}{RELATED}{POPULAR}{FOOTER}</body></html>"


def wire_breaks(p):
    return f"<html>{p.head(p.meta('title', 'site', 'type'), p.linked())}<body>{NAV}<section class='pb-80'><div class='container'><div class='row'><div class='col-md-8'><div class='wrap__article-detail'><div class='wrap__article-detail-title'><h1>{escape(p.title)}</h1></div><div class='wrap__article-detail-info'><ul class='list-inline'><li class='list-inline-item'><i class='fa fa-clock'></i> {p.long_day} 10:15 WIB</li><li class='list-inline-item'>waktu baca 2 menit</li></ul></div><div class='wrap__article-detail-image'><figure><img src='x.jpg'><figcaption>Dua kepala daerah berjabat tangan. (Foto/Ho-Humas)</figcaption></figure></div><div class='wrap__article-detail-content post-content'>{p.broken()}<br><br><div class='text-muted mt-2'>Pewarta: Andi<br>Editor: Sari<br>Copyright © WARTA {p.day.year}</div></div><div class='blog-tags'>{TAGS}</div></div></div><div class='col-md-4'>{POPULAR}</div></div></div></section>{FOOTER}</body></html>"


def wordpress_jnews(p):
    return f"<html class='no-js'>{p.head(p.meta('title', 'site', 'type', 'time'), p.linked(graph=True))}<body class='post-template-default single single-post postid-{p.number} single-format-standard wp-embed-responsive jeg_toggle_light'>{NAV}<div class='jeg_main'><div class='jeg_content jeg_singlepage'><div class='entry-header'><h1 class='jeg_post_title'>{escape(p.title)}</h1><div class='jeg_meta_container'><div class='jeg_post_meta'><div class='jeg_meta_author'>by <a href='#'>Redaksi</a></div><div class='jeg_meta_date'><a href='#'>{p.figures}</a></div><div class='jeg_meta_category'>in <a href='#'>Daerah</a></div></div></div></div><div class='entry-content no-share'><div class='jeg_share_button share-float'><a href='#'>0 SHARES</a></div><div class='content-inner'>{p.paragraphs(every=4, extra='<div class=jnews_inline_related_post><h3>BACA JUGA</h3>' + links(2) + '</div>')}<div class='jeg_post_tags'><span>Tags:</span> <a href='#'>MoU</a></div></div></div>{RELATED}{COMMENTS}</div>{POPULAR}</div>{FOOTER}</body></html>"


def wordpress_newspaper(p):
    return f"<html>{p.head(p.meta('title', 'canonical'))}<body class='single-post td-standard-pack'>{NAV}<div class='td-main-content-wrap'><div class='td-pb-row'><div class='td-pb-span8 td-main-content'><article class='post type-post hentry' itemscope itemtype='https://schema.org/Article'><div class='td-post-header'><header class='td-post-title'><h1 class='entry-title'>{escape(p.title)}</h1><div class='td-module-meta-info'><div class='td-post-author-name'>By <a href='#'>admin</a></div><span class='td-post-date'><time class='entry-date updated td-module-date' datetime='{p.iso}'>{p.day.day} {MONTHS[p.day.month - 1]} {p.day.year}</time></span><div class='td-post-views'><span>1.204</span></div></div></header></div>{SHARE}<div class='td-post-content tagdiv-type'>{p.paragraphs(every=3, extra='<div class=td-a-rec>' + AD + '</div>')}</div><footer><div class='td-post-source-tags'>{TAGS}</div><div class='td-block-row td-post-next-prev'><a href='#'>Artikulli paraprak</a></div></footer></article><div class='td_block_related_posts'><h4>RELATED ARTICLES</h4>{links(3)}</div>{COMMENTS}</div><div class='td-pb-span4'>{POPULAR}</div></div></div>{FOOTER}</body></html>"


def wordpress_classic(p):
    return f"<html>{p.head(p.meta('title'))}<body class='single single-post'><header id='masthead'>{NAV}</header><div id='primary'><main id='main'><article id='post-{p.number}' class='post-{p.number} post type-post status-publish format-standard hentry category-berita'><header class='entry-header'><h1 class='entry-title'>{escape(p.title)}</h1></header><div class='entry-content'>{p.paragraphs()}<div class='sharedaddy sd-sharing-enabled'><h3 class='sd-title'>Share this:</h3><ul><li>Twitter</li><li>Facebook</li></ul></div><div class='sharedaddy sd-like'><h3>Menyukai ini:</h3><span>Suka</span> Memuat...</div><div id='jp-relatedposts' class='jp-relatedposts'><h3>Terkait</h3>{links(3)}</div></div><footer class='entry-footer'><span class='posted-on'>Ditulis pada <a href='#'><time class='entry-date published' datetime='{p.iso}'>{p.day.day} {MONTHS[p.day.month - 1]} {p.day.year}</time><time class='updated' datetime='2026-04-01T00:00:00+07:00'>1 April 2026</time></a></span></footer></article><nav class='navigation post-navigation'><a href='#'>Previous Post</a></nav>{COMMENTS}</main></div>{POPULAR}{FOOTER}</body></html>"


def wordpress_blocks(p):
    return f"<html>{p.head(p.meta('title', 'site'))}<body class='single'><div class='wp-site-blocks'><header class='wp-block-template-part'>{NAV}</header><main class='wp-block-group'><h1 class='wp-block-post-title'>{escape(p.title)}</h1><div class='wp-block-post-date'><time datetime='{p.iso}'>{p.long_day}</time></div><figure class='wp-block-post-featured-image'><img></figure><div class='entry-content wp-block-post-content is-layout-constrained'>{p.paragraphs(class_='wp-block-paragraph', every=3, extra='<figure class=wp-block-image><img><figcaption class=wp-element-caption>Suasana penandatanganan. Foto: Humas</figcaption></figure>')}<div class='wp-block-buttons'><a class='wp-block-button__link'>Ikuti saluran WhatsApp kami</a></div></div><div class='wp-block-comments'>{COMMENTS}</div></main>{FOOTER}</div></body></html>"


def wordpress_elementor(p):
    return f"<html>{p.head(p.meta('title', 'type', 'time'))}<body class='elementor-template-full-width single'>{NAV}<div class='elementor elementor-location-single'><section class='elementor-section'><div class='elementor-container'><div class='elementor-column'><div class='elementor-widget-wrap'><div class='elementor-widget elementor-widget-theme-post-title'><div class='elementor-widget-container'><h1 class='elementor-heading-title'>{escape(p.title)}</h1></div></div><div class='elementor-widget elementor-widget-post-info'><ul><li itemprop='datePublished'><span class='elementor-icon-list-text'>{p.long_day}</span></li></ul></div><div class='elementor-widget elementor-widget-theme-post-content'><div class='elementor-widget-container'>{p.paragraphs()}</div></div></div></div><div class='elementor-column'>{POPULAR}</div></div></section><section class='elementor-section'>{RELATED}</section></div>{FOOTER}</body></html>"


def government_joomla(p):
    return f"<html>{p.head()}<body class='site com_content view-article'><div class='body'><header>{NAV}<marquee>Selamat datang di situs resmi pemerintah kabupaten</marquee></header><div class='row-fluid'><main id='content' class='span9'><div class='item-page' itemscope itemtype='https://schema.org/Article'><div class='page-header'><h2 itemprop='headline'>{escape(p.title)}</h2></div><dl class='article-info muted'><dt class='article-info-term'>Details</dt><dd class='createdby'>Written by <span>Super User</span></dd><dd class='published'><span class='icon-calendar'></span><time datetime='{p.iso}' itemprop='datePublished'>Published: {p.day.day} {MONTHS[p.day.month - 1]} {p.day.year}</time></dd><dd class='hits'>Hits: 431</dd></dl><div itemprop='articleBody'>{p.paragraphs(style='text-align: justify;')}</div><ul class='pager pagenav'><li class='previous'><a href='#'>Prev</a></li></ul></div></main><div id='aside' class='span3'><div class='well'><h3>Pengumuman</h3><ul>{links(6)}</ul></div></div></div></div>{FOOTER}</body></html>"


def government_drupal(p):
    return f"<html>{p.head(p.meta('dc'))}<body class='path-node page-node-type-berita'>{NAV}<div class='layout-container'><main role='main'><div class='region region-content'><h1 class='page-header'><span class='field field--name-title'>{escape(p.title)}</span></h1><article class='node node--type-berita node--view-mode-full'><footer class='node__meta'><div class='node__submitted'>Submitted by <span>admin</span></div></footer><div class='node__content clearfix'><div class='field field--name-field-image'><img></div><div class='clearfix text-formatted field field--name-body field--type-text-with-summary'>{p.paragraphs()}</div><div class='field field--name-field-tags'><a href='#'>Kerja Sama</a></div></div></article></div></main><aside class='layout-sidebar-second'><h2>Agenda</h2>{links(4)}</aside></div>{FOOTER}</body></html>"


def government_bootstrap(p):
    return f"<html>{p.head()}<body><header class='topbar'><span class='jam'>Rabu, 1 April 2026</span>{NAV}</header><section class='breadcrumbs'><ol><li><a href='/'>Home</a></li><li>Berita</li></ol></section><div class='container py-5'><div class='row'><div class='col-lg-8'><div class='card border-0'><img class='card-img-top' src='x.jpg'><div class='card-body'><h1 class='card-title'>{escape(p.title)}</h1><small class='text-muted'><i class='fa fa-calendar'></i> {p.day.day} {MONTHS[p.day.month - 1]} {p.day.year} &nbsp; <i class='fa fa-user'></i> Diskominfo &nbsp; <i class='fa fa-eye'></i> 218 kali dibaca</small><hr><div class='isi-berita'>{p.paragraphs()}</div></div></div>{SHARE}</div><div class='col-lg-4'><div class='list-group'><b>Berita Lainnya</b>{links(6)}</div></div></div></div>{FOOTER}</body></html>"


def government_tables(p):
    return f"<HTML>{p.head()}<BODY bgcolor='#ffffff'><table width='980' align='center'><tr><td colspan='3'><img src='banner.gif'></td></tr><tr><td width='180' valign='top'><table><tr><td><b>MENU UTAMA</b></td></tr>{links(6, tag='tr><td')}</table></td><td valign='top'><table><tr><td><h1><font size='4'>{escape(p.title)}</font></h1></td></tr><tr><td><font size='1'>{p.long_day} 10:15:00 - oleh : admin</font></td></tr><tr><td><font face='Verdana' size='2'>{p.broken()}</font></td></tr><tr><td><a href='print.php'>Versi cetak</a> <a href='mail.php'>Kirim ke teman</a></td></tr></table></td><td width='200' valign='top'><b>POLLING</b><br>Bagaimana pelayanan kami?</td></tr></table></BODY></HTML>"


def government_divs(p):
    body = p.paragraphs(tag="div", style="text-align:justify")
    return f"<html>{p.head(p.meta('title'))}<body>{NAV}<div id='wrap'><div id='konten'><div class='judul'><h1>{escape(p.title)}</h1></div><div class='tanggal'>Dipublikasikan pada {p.day.strftime('%d-%m-%Y')} oleh Humas Setda</div><div class='single-blog'><div class='foto'><img></div>{body}</div><div class='nextprev'><a href='#'>Sebelumnya</a></div></div><div id='kanan'><h4>Statistik Pengunjung</h4><p>Hari ini 21</p>{links(5)}</div></div>{FOOTER}</body></html>"


def blogspot(p):
    return f"<html>{p.head()}<body><div class='content-outer'><div class='tabs-outer'>{NAV}</div><div class='main'><div class='blog-posts hfeed'><div class='date-outer'><h2 class='date-header'><span>{p.long_day}</span></h2><div class='post hentry uncustomized-post-template' itemprop='blogPost'><h3 class='post-title entry-title' itemprop='name'>{escape(p.title)}</h3><div class='post-body entry-content' itemprop='description articleBody'>{p.broken('<br /><br />')}<div style='clear: both;'></div></div><div class='post-footer'><span class='post-author vcard'>Diposkan oleh Admin</span> <span class='post-timestamp'>di <a class='timestamp-link' href='#'><abbr class='published' itemprop='datePublished' title='{p.iso}'>10.15</abbr></a></span></div></div></div>{COMMENTS}</div></div><div class='column-right-inner'><div class='widget BlogArchive'><h2>Arsip Blog</h2><ul>{links(6)}</ul></div></div></div></body></html>"


def amp_wordpress(p):
    return f"<!doctype html><html amp lang='id'>{p.head(p.meta('canonical'), p.linked())}<body class='single-post'><header class='amp-wp-header'><a href='/'>{p.site}</a></header><article class='amp-wp-article'><header class='amp-wp-article-header'><h1 class='amp-wp-title'>{escape(p.title)}</h1><div class='amp-wp-meta amp-wp-byline'>Redaksi</div><div class='amp-wp-meta amp-wp-posted-on'><time datetime='{p.iso}'>2 tahun yang lalu</time></div></header><figure class='amp-wp-article-featured-image'><amp-img src='x.jpg'></amp-img></figure><div class='amp-wp-article-content'>{p.paragraphs(every=3, extra='<amp-ad type=adsense></amp-ad>')}</div><footer class='amp-wp-article-footer'><div class='amp-wp-meta'>Categories: <a href='#'>Daerah</a></div></footer></article><amp-social-share type='whatsapp'></amp-social-share>{RELATED}<footer class='amp-wp-footer'><p>Back to top</p></footer></body></html>"


def amp_portal(p):
    return f"<!doctype html><html ⚡>{p.head(p.meta('title', 'publishdate'))}<body><amp-sidebar id='menu'>{NAV}</amp-sidebar><main><section class='read'><h1>{escape(p.title)}</h1><div class='date'>{p.long_day} | 10:15 WIB</div><amp-carousel></amp-carousel><div class='content'>{p.paragraphs(every=2, extra='<div class=baca-juga><b>Baca Juga</b>' + links(1, 4) + '</div>')}</div><section class='tag'>{links(3)}</section></section><section class='terkait'><h2>Terkait</h2>{links(5)}</section></main></body></html>"


def app_hashed(p):
    return f"<html>{p.head(p.meta('title', 'site', 'type'), p.linked(utc=True))}<body><div id='__next'><div class='css-1dbjc4n r-13awgt0'><div class='css-901oao'>{links(4, tag='div')}</div><div class='css-7x2qp1'><h1 class='css-xyz1'>{escape(p.title)}</h1><div class='css-time'><span>{p.figures} 10.15</span></div><div class='css-9ab12' data-testid='body'>{p.paragraphs(class_='css-p0', data_testid='paragraph')}</div></div><div class='css-rel'>{links(6, tag='div')}</div></div></div><script id='__NEXT_DATA__' type='application/json'>{{\"props\":{{\"x\":\"kerja sama\"}}}}</script></body></html>"


def app_spans(p):
    body = "".join(f"<div class='sc-AxjAm track_paragraph'><span class='components__NormalParagraph-sc text' data-qa-id='story-paragraph'>{escape(line)}</span></div>" for line in p.lines)
    return f"<html>{p.head(p.meta('title'), p.linked(broken=True))}<body><div id='root'>{NAV}<div class='Viewweb__StyledView'><h1 data-qa-id='story-title'>{escape(p.title)}</h1><div data-qa-id='publish-date'>{p.long_day}</div><div class='StoryRenderer__EditorWrapper'>{body}</div><div class='TopicTags'>{TAGS}</div></div><div class='Related'>{links(6, tag='div')}</div></div></body></html>"


def portal_pages(p):
    """The first of two pages of an article."""
    p.lines = p.lines[: max(3, len(p.lines) // 2)]
    return f"<html>{p.head(p.meta('title', 'site', 'type', 'time'))}<body>{NAV}<div class='article-detail'><header class='read-page--header'><h1 class='read-page--header--title' itemprop='headline'>{escape(p.title)}</h1><p class='read-page--header--author__datetime'>Diterbitkan <time datetime='{p.iso}'>{p.long_day}</time>, 10:15 WIB</p></header><div class='article-content-body'><div class='article-content-body__item-page' data-page='1'><div class='article-content-body__item-content'>{p.paragraphs()}</div></div></div><div class='baca-juga-collections'><h3>BACA JUGA:</h3>{links(3)}</div><div class='paging'>1 dari 2 halaman <a href='?page=2'>Selanjutnya</a></div></div>{POPULAR}{FOOTER}</body></html>"


def radio_one_paragraph(p):
    return f"<html>{p.head(p.meta('title'), '<base href=/>')}<body>{NAV}<div class='content-berita'><div class='judul-berita'><h1>{escape(p.title)}</h1></div><div class='info'>Oleh: Kontributor<br>Editor: Redaktur<br>{p.day.day} {MONTHS[p.day.month - 1][:3]} {p.day.year} - 10:15</div><div class='isi'><p>{p.broken('<br><br>')}</p></div><h4>Rekomendasi Berita</h4>{links(5, tag='div')}</div>{FOOTER}</body></html>"


def portal_article(p):
    inner = "<div class='related-inline'><span>Lihat Juga :</span>" + links(2, 5, tag="span") + "</div>"
    return f"<html>{p.head(p.meta('pubdate', 'title'))}<body>{NAV}<div class='wrapper'><div class='content-article'><article><h1>{escape(p.title)}</h1><div class='info'><span class='author'>Redaksi</span><span>{p.long_day} | 10:15 WIB</span></div><div class='detail-content detail-berita live-report2'>{p.paragraphs(every=3, extra=inner)}</div></article>{TAGS}</div></div>{RELATED}{COMMENTS}{FOOTER}</body></html>"


def portal_sections(p):
    half = len(p.lines) // 2
    whole = p.paragraphs().split("\n")
    return f"<html>{p.head(p.meta('title', 'type'), p.linked(graph=True))}<body>{NAV}<main><section id='article-content' class='article-content'><h1>{escape(p.title)}</h1><div class='author'><a>Ayu</a><time datetime='{p.day}'>{p.figures}</time></div><section class='block'>{''.join(whole[:half])}</section><section class='ads'>{AD}</section><section class='block'>{''.join(whole[half:])}</section></section></main><aside><h3>Trending</h3>{links(8)}</aside>{FOOTER}</body></html>"


def portal_header_footer(p):
    return f"<html>{p.head(p.meta('content', 'title'))}<body><div id='header'>{NAV}<div class='trending'>{links(8, tag='span')}</div></div><div id='main'><div class='left'><div class='breadcrumb'><a>Home</a> > <a>Daerah</a></div><h1>{escape(p.title)}</h1><p class='date'>{p.long_day}, 10:15 WIB</p><div id='article-body'>{p.paragraphs()}<p>Editor : Wahyu</p><p>Sumber : Humas</p></div><div class='fb-comments'>{COMMENTS}</div></div><div class='right'>{POPULAR}</div></div>{FOOTER}</body></html>"


def wordpress_berita(p):
    inner = "<div class='gmr-related-post-onsingle'><strong>Baca Juga:</strong>" + links(3, 2) + "</div>"
    return f"<html>{p.head(p.meta('title', 'site', 'type'), p.linked(graph=True, utc=True))}<body class='single single-post'>{NAV}<main class='site-main-single'><div class='gmr-content-wrap'><header class='entry-header entry-header-single'><div class='gmr-meta-topic'><a>Daerah</a></div><h1 class='entry-title'><strong>{escape(p.title)}</strong></h1><div class='gmr-meta'><span class='author'>Redaksi</span> <span class='posted-on'>{p.long_day}</span></div></header><article><div class='entry-content entry-content-single clearfix have-single-share'><div class='gmr-social-share'><ul><li>Facebook</li></ul></div>{p.paragraphs(every=4, extra=inner)}<div class='tags-links'>{TAGS}</div></div></article><div class='gmr-related-post'><h3>Pos Terkait</h3>{links(4)}</div></div></main>{POPULAR}{FOOTER}</body></html>"


def wordpress_credits(p):
    return f"<html>{p.head(p.meta('type', 'title', 'time'))}<body class='single'>{NAV}<div id='content'><article class='hentry'><h1 class='entry-title'>{escape(p.title)}</h1><div class='meta'>Penulis: Fajar | Editor: Nila</div><div class='post-content'>{p.paragraphs(every=3, extra='<p>Bacaan Lainnya</p><ul class=bacaan>' + links(3) + '</ul>')}<p>Penulis: Fajar</p><p>Ikuti kami di Google News</p></div>{SHARE}</article></div>{RELATED}{FOOTER}</body></html>"


def government_panel(p):
    return f"<html>{p.head(p.meta('title'))}<body>{NAV}<div class='container'><div class='panel panel-default'><div class='panel-heading'><h2 class='panel-title'>{escape(p.title)}</h2><span class='label label-info tgl'>{p.long_day}</span></div><div class='panel-body'>{p.paragraphs(class_='MsoNormal')}</div><div class='panel-footer'>Dilihat 87 kali</div></div><div class='list-group'>{links(8)}</div></div>{FOOTER}</body></html>"


def address_only(p):
    """Only the address tells the day."""
    p.url = f"https://www.{p.host}/{p.day.strftime('%Y/%m/%d')}/{p.number}/judul"
    return f"<html>{p.head(p.meta('canonical', 'title'))}<body>{NAV}<div class='post'><h1>{escape(p.title)}</h1><div class='story'>{p.paragraphs()}</div></div>{POPULAR}{FOOTER}</body></html>"


def magazine(p):
    return f"<html>{p.head(p.meta('title', 'site', 'time'))}<body>{NAV}<div class='hero'><h1>{escape(p.title)}</h1><p class='standfirst'></p></div><div class='grid'><div class='main-col'><div class='story-body'>{p.paragraphs(every=5, extra='<blockquote class=pullquote></blockquote>')}</div><div class='author-box'><h4>Tentang penulis</h4><p>Wartawan lepas, tinggal di kota kecil, menulis tentang desa dan sungai.</p></div></div><div class='side-col'>{links(9)}</div></div>{FOOTER}</body></html>"


SITES = [
    portal_detail, portal_read, portal_tribune, wire_breaks, wordpress_jnews, wordpress_newspaper, wordpress_classic,
    wordpress_blocks, wordpress_elementor, government_joomla, government_drupal, government_bootstrap, government_tables,
    government_divs, blogspot, amp_wordpress, amp_portal, app_hashed, app_spans, portal_pages, radio_one_paragraph,
    portal_article, portal_sections, portal_header_footer, wordpress_berita, wordpress_credits, government_panel, address_only,
    magazine,
]


def around(html, number):
    """The same site two years later: other things around the article, and a frame of its own."""
    if number < len(SITES):
        return html
    frame = [
        lambda html: html.replace("<body", "<body data-theme='2' ", 1).replace("</body>", f"<div class='cookie'>Situs ini memakai kuki. <button>Setuju</button></div></body>"),
        lambda html: re.sub(r"(<body[^>]*>)", r"\1<div id='app'><div class='layout'>", html, count=1).replace("</body>", "</div></div></body>"),
        lambda html: html.replace(FOOTER, f"<div class='newsletter'><p>Dapatkan berita pilihan setiap pagi di surel Anda</p></div>{RELATED}{FOOTER}").replace(POPULAR, ""),
        lambda html: html.replace(NAV, NAV + "<div class='running-text'>" + links(6, tag="span") + "</div>"),
    ]
    return frame[number % 4](html)


LISTS = {
    "tag": "<html><head><title>MoU - Kabar Kita</title></head><body class='archive tag tag-mou'>" + NAV + "<h1>Tag: MoU</h1>"
    + "".join(f"<article><h2><a href='/{at}'>{headline}</a></h2><p>Pemerintah Kota Malang dan Pemerintah Kota Jambi menandatangani kesepakatan bersama di Balai Kota, Senin.</p></article>" for at, headline in enumerate(HEADLINES)) + "</body></html>",
    "kategori": "<html><head><title>Daerah</title><link rel='canonical' href='https://www.kabarkita.example/kategori/daerah'></head><body>" + NAV + links(10) + "</body></html>",
}


def main():
    gold = [json.loads(line) for name in ["fresh-a", "fresh-c", "dev-b"] for line in (GOLD / f"{name}.jsonl").read_text().splitlines()]
    expected, out = [], io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        def add(name, html):
            info = tarfile.TarInfo(f"{name}.html")
            content = html.encode()
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))

        for number in range(60):
            page, site = Page(gold[number], number), SITES[number % len(SITES)]
            name = f"{number:02}-{site.__name__}"
            add(name, around(site(page), number))
            expected.append({"page": name, "title": page.title, "published": str(page.day), "text": "\n".join(page.lines)})
        for name, html in LISTS.items():
            add(name, html)
            expected.append({"page": name, "text": None})
    (HERE / "pages.tar.gz").write_bytes(gzip.compress(out.getvalue(), mtime=0))
    (HERE / "expected.jsonl").write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in expected))


if __name__ == "__main__":
    main()
