import type { NameSource } from './source.ts'

/**
 * Given names and surnames in the Latin script, with their diacritics; the mail name is derived from them.
 */
export const latinNames: readonly NameSource[] = [
  {
    country: 'United Kingdom',
    code: 'GB',
    language: 'en-GB',
    cities: ['London', 'Leeds', 'Bristol', 'Edinburgh'],
    given:
      'Olivia Amelia Isla Grace Freya Emily Sophie Charlotte Alice Harriet Lucy Megan Rosie Hannah Eleanor George Harry Oliver Jack Thomas James William Daniel Matthew Samuel Benjamin Adam Callum Ewan Rhys',
    surnames:
      "Smith Jones Taylor Brown Williams Wilson Johnson Davies Patel Robinson Wright Thompson Evans Walker White Roberts Green Hall Wood Jackson Clarke Hughes Turner Cooper Ward Morris Bailey Shaw Murphy O'Neill Fletcher Pemberton Ashworth Whitfield Kerr MacLeod",
  },
  {
    country: 'United States',
    code: 'US',
    language: 'en-US',
    cities: ['Chicago', 'Austin', 'Portland', 'Atlanta'],
    given:
      'Emma Ava Mia Harper Evelyn Abigail Madison Chloe Zoe Nora Hazel Savannah Brooklyn Kayla Jasmine Liam Noah Ethan Mason Logan Jacob Aiden Caleb Dylan Tyler Brandon Marcus Andre Jordan Wyatt',
    surnames:
      'Anderson Miller Davis Garcia Martinez Moore Martin Lee Perez Harris Lewis Young Allen King Scott Nguyen Hill Flores Adams Nelson Baker Rivera Campbell Mitchell Carter Phillips Parker Edwards Collins Reyes Stewart Morales Washington Freeman Lindqvist Goldberg',
  },
  {
    country: 'Germany',
    code: 'DE',
    language: 'de-DE',
    cities: ['Berlin', 'Hamburg', 'München', 'Köln', 'Dresden'],
    given:
      'Anna Lena Marie Sophie Katharina Julia Laura Johanna Greta Jürgen Björn Jörg Lukas Jonas Felix Maximilian Sebastian Florian Matthias Uwe Heike Sabine Ursula Käthe Günther Ralf Torsten Silke Anke Bärbel',
    surnames:
      'Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Weiß Jäger Köhler Böhm Kühn Voß Groß Lindemann Brandt Sauer Öztürk',
  },
  {
    country: 'France',
    code: 'FR',
    language: 'fr-FR',
    cities: ['Paris', 'Lyon', 'Nantes', 'Orléans'],
    given:
      'Chloé Camille Léa Manon Zoé Inès Élodie Amélie Céline Hélène Françoise Mathilde Noémie Hugo Louis Théo Raphaël Gaël Noël René Jérôme Frédéric Benoît Étienne Loïc',
    surnames:
      'Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Lefèvre Mercier Dupont Fournier Girard Bonnet François Lemaître Gauthier Chevalier Legrand Perrin Rousseau Hébert Delaunay Besançon',
  },
  {
    country: 'Spain',
    code: 'ES',
    language: 'es-ES',
    cities: ['Madrid', 'Barcelona', 'Málaga', 'A Coruña'],
    given:
      'Lucía María Sofía Martina Carmen Begoña Inés Núria Mónica Rocío Hugo Álvaro Adrián José Íñigo Andrés Sergio Joaquín Óscar Ramón',
    surnames:
      'García González Rodríguez Fernández López Martínez Sánchez Pérez Gómez Ruiz Hernández Jiménez Díaz Moreno Muñoz Álvarez Romero Alonso Gutiérrez Núñez Ibáñez Castaño',
  },
  {
    country: 'Italy',
    code: 'IT',
    language: 'it-IT',
    cities: ['Milano', 'Torino', 'Roma'],
    given:
      'Giulia Chiara Francesca Elisa Martina Niccolò Lorenzo Matteo Alessandro Davide Mariù Nicolò Simone Beatrice Ludovica',
    surnames:
      "Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti D'Angelo Dell'Acqua Santarcangelo",
  },
  {
    country: 'Poland',
    code: 'PL',
    language: 'pl-PL',
    cities: ['Warszawa', 'Kraków', 'Łódź'],
    given:
      'Agnieszka Małgorzata Katarzyna Zofia Bożena Łucja Grażyna Paweł Michał Łukasz Krzysztof Stanisław Wojciech Rafał Jędrzej',
    surnames:
      'Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski Kozłowski Jankowski Mazur Krawczyk Śliwiński',
  },
  {
    country: 'Sweden',
    code: 'SE',
    language: 'sv-SE',
    cities: ['Stockholm', 'Göteborg', 'Malmö'],
    given: 'Astrid Åsa Märta Elsa Ingrid Saga Björn Göran Håkan Sören Nils Gustaf Östen Frida Linnéa',
    surnames:
      'Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsson Persson Svensson Gustafsson Sjöberg Lindström Åkesson Öberg Björklund Nyström',
  },
  {
    country: 'Denmark',
    code: 'DK',
    language: 'da-DK',
    cities: ['København', 'Aarhus'],
    given: 'Freja Søren Jørgen Kirsten Bodil Rasmus Mads Åge Signe Lærke',
    surnames: 'Jensen Nielsen Hansen Pedersen Sørensen Kjær Østergaard Møller Bjerregaard Nørgaard',
  },
  {
    country: 'Czechia',
    code: 'CZ',
    language: 'cs-CZ',
    cities: ['Praha', 'Brno', 'Plzeň'],
    given: 'Eliška Tereza Kateřina Lenka Věra Jiří Ondřej Tomáš Lukáš Zdeněk Matěj Šárka',
    surnames: 'Novák Svoboda Novotný Dvořák Černý Procházka Kučera Veselý Horák Němec Říha Žák',
  },
  {
    country: 'Türkiye',
    code: 'TR',
    language: 'tr-TR',
    cities: ['İstanbul', 'İzmir', 'Ankara'],
    given: 'Ayşe Zeynep Elif Gülşen Işıl Çağla Mehmet Mustafa Ömer Uğur İbrahim Şükrü',
    surnames: 'Yılmaz Kaya Demir Şahin Çelik Yıldız Öztürk Aydın Özdemir Arslan Doğan Koç',
  },
  {
    country: 'Brazil',
    code: 'BR',
    language: 'pt-BR',
    cities: ['São Paulo', 'Brasília', 'Florianópolis'],
    given: 'João Antônio José Caetano Luís Thaís Conceição Letícia Vitória Beatriz Inácio Sebastião Flávia',
    surnames:
      'Silva Santos Oliveira Souza Gonçalves Araújo Magalhães Conceição Brandão Simões Guimarães Falcão',
  },
  {
    country: 'Hungary',
    code: 'HU',
    language: 'hu-HU',
    cities: ['Budapest', 'Győr'],
    order: 'surnameFirst',
    given: 'Zsófia Eszter Réka Ágnes László Gábor Zoltán Ákos Bence Csaba',
    surnames: 'Nagy Kovács Tóth Szabó Horváth Varga Kiss Molnár Németh Fekete Szűcs Erdős',
  },
  {
    country: 'Vietnam',
    code: 'VN',
    language: 'vi-VN',
    cities: ['Hà Nội', 'Đà Nẵng'],
    order: 'surnameFirst',
    given: 'Hương Ánh Thảo Ngọc Dũng Đức Tuấn Phượng Quỳnh Bảo',
    surnames: 'Nguyễn Trần Lê Phạm Hoàng Đặng Bùi Đỗ Hồ Dương',
  },
  {
    country: 'Iceland',
    code: 'IS',
    language: 'is-IS',
    cities: ['Reykjavík'],
    given: 'Guðrún Sigríður Þóra Björk Þór Ægir Sigurður',
    surnames: 'Jónsson Þórsdóttir Guðmundsson Ægisdóttir Sigurðardóttir',
  },
]
